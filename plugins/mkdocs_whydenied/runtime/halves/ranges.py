"""Data that moves to the cold half: ranges of memory that nothing hot reaches.

Data read too early would be zeros and no error. So the ranges are not worked out when the runtime is built, but
by `python -m tests.runtime.trace`, which also tries them, and kept for the one module they were found in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from .module import Segment

NEAR = 8
"""Segments no further apart than this are written as one: each costs about as much."""

Range = tuple[int, int]
"""The address of the first byte, and that after the last."""


def cut(segments: Iterable[Segment], ranges: Sequence[Range]) -> tuple[list[Segment], list[Segment]]:
    """The data outside the ranges, and the data in them."""
    starts = [start for start, _ in ranges]
    kept: list[Segment] = []
    moved: list[Segment] = []
    for each in joined(segments):
        place = each.start
        while place < each.end:
            at = bisect_right(starts, place) - 1
            inside = at >= 0 and place < ranges[at][1]
            border = ranges[at][1] if inside else starts[at + 1] if at + 1 < len(starts) else each.end
            end = min(border, each.end)
            piece = Segment(place, each.content[place - each.start : end - each.start])
            (moved if inside else kept).append(piece)
            place = end
    return kept, moved


def joined(segments: Iterable[Segment]) -> list[Segment]:
    """Segments with their near neighbours, zeros between them."""
    found: list[Segment] = []
    for each in segments:
        gap = each.start - found[-1].end if found else -1
        if 0 <= gap <= NEAR:
            last = found.pop()
            found.append(Segment(last.start, last.content + bytes(gap) + each.content))
        else:
            found.append(each)
    return found
