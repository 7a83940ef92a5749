"""The lines of YAML with content: each with its indentation, one after the other."""

from __future__ import annotations

from ...text.regex import lazy_regex

LINE = lazy_regex(r"([ ]*+)([^\n]*+)(?:\n|$)")
# A line of a template's engine alone: what it writes there, if anything, is not known.
_ENGINE = lazy_regex(r"(?:\{\{[^{}\n]{0,300}+\}\}[ \t]*+){1,20}+(?:#.*)?$")
COMMENT = lazy_regex(r"(?:^|[ \t])#.*$")


class Line:
    """A line with content: its indentation, and the content from *start* to before *end*."""

    __slots__ = ("end", "indent", "start", "stop")

    def __init__(self, indent: int, start: int, end: int, stop: int) -> None:
        self.indent, self.start, self.end, self.stop = indent, start, end, stop


class Lines:
    """Walks over the lines from a place on; ``end`` is the end of the last line passed."""

    def __init__(self, chars: str, begin: int) -> None:
        self.chars = chars
        self.at = begin
        self.end = begin
        self.line: Line | None = None
        self.filled = False
        """Whether an engine may have written something before the line."""
        self.branches = False
        """Whether an engine chooses between lines, so that a key may stand twice."""
        self.advance()

    def advance(self) -> None:
        """Advance to the next line that is neither blank nor a comment."""
        if self.line:
            self.at, self.end = self.line.stop, self.line.end
        self.line = None
        self.filled = False
        while self.at < len(self.chars):
            match = LINE.match(self.chars, self.at)
            if match is None:
                return
            content = match[2].strip()
            if content.startswith("{{") and _ENGINE.match(content):
                self.filled = self.branches = True
            elif content and not content.startswith(("#", "---", "{%")):
                cut = (
                    COMMENT.search(match[2])
                    if "#" in content and '"' not in content and "'" not in content
                    else None
                )
                end = match.start(2) + (cut.start() if cut else len(match[2].rstrip()))
                self.line = Line(len(match[1]), match.start(2), end, match.end())
                return
            self.at = match.end()

    def more(self) -> bool:
        """Whether there is another line."""
        return self.line is not None

    def indent(self) -> int:
        """Indentation of the next line; -1 at the end."""
        return self.line.indent if self.line else -1
