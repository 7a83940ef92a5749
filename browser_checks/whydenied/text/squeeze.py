"""Compare texts without white space, quotes and letter case, so that a wrap inside a word does not matter."""

from __future__ import annotations

from bisect import bisect_right

from ..report import Span
from .regex import lazy_regex
from .text import Text

_KEPT = lazy_regex(r"[^\s\"'`\\]+")


def squeezed(chars: str) -> str:
    """*chars* in lower case without white space, quotes and backslashes; one character stays one
    character."""
    return _lower("".join(_KEPT.findall(chars)))


def _lower(chars: str) -> str:
    # str.lower() may turn one character into two; positions have to stay true, so only ASCII letters are folded.
    return chars.lower() if chars.isascii() else chars.translate(_LOWER)


_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


class Squeezed:
    """A squeezed text that maps each of its characters back to the text."""

    def __init__(self, text: Text) -> None:
        self.text = text
        parts = []
        self._starts: list[int] = []
        self._places: list[int] = []
        here = 0
        for match in _KEPT.finditer(text.chars):
            self._starts.append(here)
            self._places.append(match.start())
            parts.append(match[0])
            here += match.end() - match.start()
        self.chars = _lower("".join(parts))

    def place(self, index: int) -> int:
        """Map the character at *index* to its offset in the text; the end maps to the end."""
        if index >= len(self.chars):
            return len(self.text.chars)
        run = bisect_right(self._starts, index) - 1
        return self._places[run] + index - self._starts[run]

    def end(self, index: int) -> int:
        """Map the end of a squeezed region to the end of that region in the text."""
        return self.place(index - 1) + 1 if index else 0

    def index(self, place: int) -> int:
        """The squeezed index of the first kept character at or after offset *place* of the text."""
        run = bisect_right(self._places, place) - 1
        if run < 0:
            return 0
        here = self._starts[run] + place - self._places[run]
        after = self._starts[run + 1] if run + 1 < len(self._starts) else len(self.chars)
        return min(here, after)

    def region(self, start: int, end: int) -> Span:
        """The region of the text that the squeezed region from *start* to before *end* maps to."""
        return Span(self.place(start), self.end(end))
