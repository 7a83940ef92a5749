"""A text derived from the paste, with a map from each of its characters back to the paste."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from re import Match, Pattern

from ..report import Span

_WHOLE = ((0,), (0,), (-1,))


class Text:
    """Characters plus a map back to the paste, in code points.

    The map is a list of pieces: ``starts[i]`` is where piece *i* begins here, ``origins[i]`` where it begins
    in the text it was derived from, and ``ends[i]`` is -1 for a plain copy, or the end of the source when the
    piece replaces other characters (``"`` for ``&quot;``). Texts derived from derived texts form a chain that
    ends at the paste.
    """

    __slots__ = ("_ends", "_is_part", "_origins", "_source", "_starts", "chars")

    def __init__(
        self, chars: str, source: Text | None = None, pieces: Sequence[tuple[int, int, int]] = ()
    ) -> None:
        self.chars = chars
        self._source = source
        self._is_part = False
        columns: Iterable[tuple[int, ...]] = zip(*pieces, strict=True) if pieces else _WHOLE
        self._starts, self._origins, self._ends = columns

    @property
    def is_whole(self) -> bool:
        """Whether it is the paste itself, not derived from it."""
        return self._source is None

    @property
    def paste(self) -> Text:
        """The paste that it is derived from."""
        return self if self._source is None else self._source.paste

    @property
    def is_paste(self) -> bool:
        """Whether its characters are the paste's own: the paste itself, or the paste without some parts."""
        return self._source is None or (self._is_part and self._source.is_paste)

    def without(self, spans: Sequence[Span]) -> Text:
        """Leave parts out; what is left stays as it is."""
        if not spans:
            return self
        left = self.edited((*span, "") for span in spans)
        left._is_part = left is not self
        return left

    def span(self, start: int, end: int) -> Span:
        """The span of ``chars[start:end]`` in the paste."""
        if self._source is None:
            return Span(start, end)
        first = bisect_right(self._starts, start) - 1
        begin = self._origins[first]
        if self._ends[first] < 0:
            begin += start - self._starts[first]
        if end <= start:
            return self._source.span(begin, begin)
        last = bisect_right(self._starts, end - 1) - 1
        stop = self._ends[last]
        if stop < 0:
            stop = self._origins[last] + end - self._starts[last]
        return self._source.span(begin, stop)

    def replaced(self, pattern: Pattern[str], replacement: Callable[[Match[str]], str]) -> Text:
        """Replace every match of *pattern*; return this text itself when nothing matches."""
        return self.edited((*match.span(), replacement(match)) for match in pattern.finditer(self.chars))

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> Text:
        """Apply edits (start, end, new characters), in order; return this text itself when there are none."""
        pieces: list[tuple[int, int, int]] = []
        out: list[str] = []
        here = done = 0
        for start, end, new in edits:
            if start > done:
                pieces.append((here, done, -1))
                out.append(self.chars[done:start])
                here += start - done
            if new:
                pieces.append((here, start, end))
                out.append(new)
                here += len(new)
            done = end
        if not done:
            return self
        if done < len(self.chars):
            pieces.append((here, done, -1))
            out.append(self.chars[done:])
        return Text("".join(out), self, pieces)
