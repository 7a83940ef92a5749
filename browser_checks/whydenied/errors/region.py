"""A value that was read, and where it stands in the text."""

from __future__ import annotations

from typing import NamedTuple

from ..text.squeeze import Squeezed


class Region(NamedTuple):
    """A value without what a wrap put into it, and its place."""

    value: str
    start: int
    end: int


def cut(squeezed: Squeezed, start: int, end: int) -> Region:
    """The region of the text that lies between *start* and *end* of the squeezed text."""
    begin, stop = squeezed.region(start, end)
    return Region("".join(squeezed.text.chars[begin:stop].split()), begin, stop)
