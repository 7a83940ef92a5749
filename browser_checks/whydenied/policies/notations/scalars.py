"""Read single values of an object literal: strings, words, numbers, and expressions of programs."""

from __future__ import annotations

import re

from ...text.regex import lazy_regex
from ..flaw import QUOTES, SYNTAX, Flaw
from ..nodes import MERGED, UNKNOWN, Scalar
from .tokens import TOKEN, content, unescaped

_NUMBER = lazy_regex(r"-?\d[\d.eE+-]{0,400}$")
_CONSTANTS = {
    "true": "boolean",
    "false": "boolean",
    "null": "null",
    "True": "boolean",
    "False": "boolean",
    "None": "null",
    "nil": "null",
}
# Operators by which a program chooses between values.
_CHOOSING = frozenset({"?", "&&", "||", "??", "if", "else", "or", "and"})
_GOES_ON = lazy_regex(r"(?:if|else|for|or|and) ")  # on the next line, in Python
# A string broken by wrapping: it ends on one of the next lines, before a character that may follow a string.
_WRAPPED = lazy_regex(r'([^"\\\n]{0,2000}+(?:\n[^"\\\n]{0,400}+){1,4})"(?=\s{0,40}[,:}\]])')
# A string that seems to end with a comma: its closing quote is missing, and the opening quote of the next
# string closed it.
_NO_END = lazy_regex(r",\s{0,20}\"$")
_LINE_END = lazy_regex(r"\s*\n\s*")


class Scalars:
    """Read one value at a place of a text; record its flaws, and vote for the notation that it belongs to."""

    def __init__(self, chars: str, start: int) -> None:
        self.chars = chars
        self.at = start
        """Offset after the last value."""
        self.yaml = False
        """Whether words may be unquoted, as in flow collections of YAML."""
        self.votes = {"json": 0, "javascript": 0, "python": 0, "ruby": 0, "hcl": 0}
        self.flaws: list[Flaw] = []
        self.faults = 0
        """Number of flaws that are faults in every notation."""

    def flaw(self, code: str, start: int, end: int, sentence: str, replacement: str | None = None) -> None:
        """Record a flaw."""
        self.flaws.append(Flaw(code, start, end, sentence, replacement))
        self.faults += code == SYNTAX

    def style(self, start: int, end: int, sentence: str, replacement: str | None = None) -> None:
        """Record a flaw that is a fault in JSON only."""
        self.flaws.append(Flaw(SYNTAX, start, end, sentence, replacement, style=True))

    def scalar(self, kind: str, text: str, start: int, *, as_key: bool = False) -> Scalar | None:
        """The value of a token; None if the token is not a value."""
        if kind == "string":
            if _NO_END.search(text) and self.chars[self.at : self.at + 1].isalpha() and not as_key:
                return self._unclosed_string(text[:-1], start)
            return Scalar(start, self.at, unescaped(text[1:-1]))
        if kind == "single":
            inside = content(text)
            # String prefixes are only in Python, backticks only in JavaScript; single quotes are in both.
            self.votes["python"] += 2 if as_key else 1_000 if text[0] in "fbru" else 0
            self.votes["javascript"] += 1_000 if text[0] == "`" else 0
            self.style(start, self.at, "strings need double quotes", quoted(inside))
            return Scalar(start, self.at, inside)
        if kind == "smart":
            self.flaw(
                QUOTES, start, self.at, f"{text[0]} and {text[-1]} are typographic quotes", f'"{text[1:-1]}"'
            )
            return Scalar(start, self.at, unescaped(text[1:-1]))
        if kind == "open":
            return self._unclosed_string(text, start)
        if kind == "word":
            return self._word(text, start, as_key=as_key)
        if kind == "heredoc":
            return self._heredoc(text, start)
        return None

    def _word(self, text: str, start: int, *, as_key: bool) -> Scalar:
        if as_key and self.yaml and text == "<<":
            return Scalar(start, self.at, MERGED)
        if as_key:
            self.votes["javascript"] += 1
            self.style(start, self.at, f"{text[:60]} needs double quotes", quoted(text))
            return Scalar(start, self.at, text, "word")
        if text in _CONSTANTS:
            kind = _CONSTANTS[text]
            plain = "null" if kind == "null" else text.lower()
            if plain != text:
                self.style(start, self.at, f"JSON writes {plain} for {text}", plain)
            return Scalar(start, self.at, plain, kind)
        if _NUMBER.match(text):
            return Scalar(start, self.at, text, "number")
        self.style(start, self.at, f"{text[:60]} needs double quotes", quoted(text))
        return Scalar(start, self.at, text, "bare")

    def _unclosed_string(self, text: str, start: int) -> Scalar:
        if text[0] == '"' and (wrapped := _WRAPPED.match(self.chars, start + 1)):
            self.at = wrapped.end()
            return Scalar(start, self.at, unescaped(_LINE_END.sub("", wrapped[1])))
        content = text[1:].rstrip().rstrip(",").rstrip("\"'\u201c\u201d")
        self.at = start + 1 + len(text[1:].rstrip().rstrip(","))
        self.flaw(SYNTAX, start, self.at, "the string has no closing quote in its line", quoted(content))
        return Scalar(start, self.at, unescaped(content))

    def _heredoc(self, text: str, start: int) -> Scalar:
        name = text.lstrip("<-~").strip()
        end = re.compile(rf"^[ \t]*{re.escape(name)}[ \t]*$", re.MULTILINE).search(self.chars, self.at)
        stop = end.start() if end else len(self.chars)
        content = self.chars[self.at : stop]
        self.at = end.end() if end else stop
        self.votes["hcl"] += 2
        return Scalar(start, self.at, content)

    def computed(self, start: int, *, to_end: bool = False) -> str:
        """The known parts of an expression, up to a comma or the end of the line, or with *to_end* to the end
        of the container."""
        self.at = start
        parts: list[str] = []
        depth = 0
        chooses = to_end
        while token := TOKEN.match(self.chars, self.at):
            kind, text = token.lastgroup, token[0]
            if kind == "mark" and text in "}])":
                if not depth:
                    break
                depth -= 1
            elif kind == "mark" and text in "{[(":
                depth += 1
            elif not (depth or to_end) and (
                (kind == "mark" and text in ",;")
                or (kind == "blank" and "\n" in text and self._breaks(token.start(), token.end()))
            ):
                break
            elif kind in ("string", "single") and not depth:
                self.votes["javascript"] += 1_000 if text[0] == "`" else 0
                if text[0] == "`" and parts[-1:] == [UNKNOWN] and self.chars[self.at - 1].isalnum():
                    parts.pop()  # the word before a template is the name of its tag function
                parts.append(content(text))
            elif kind not in ("blank", "comment") and text != "+" and parts[-1:] != [UNKNOWN]:
                parts.append(UNKNOWN)
            if not depth and ((kind == "word" and text in _CHOOSING) or (kind == "mark" and text == "=")):
                chooses = True
            self.at = token.end()
        return UNKNOWN if chooses else "".join(parts) or UNKNOWN

    def computed_key(self, start: int) -> Scalar:
        """A computed key in brackets."""
        text = self.computed(start + 1)
        self.at += self.chars[self.at : self.at + 1] in ("]", ")")
        self.votes["javascript"] += 1
        self.style(start, self.at, "JSON holds keys, no expressions")
        return Scalar(start, self.at, text)

    def _breaks(self, last: int, at: int) -> bool:
        """Whether an expression ends at the end of a line: not if an operator ends the line or begins the
        next."""
        return (
            self.chars[at : at + 1] not in "+.?:&|"
            and self.chars[last - 1 : last] not in "+?:&|"
            and not _GOES_ON.match(self.chars, at)
        )


def quoted(text: str) -> str:
    """Quote the text as a JSON string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
