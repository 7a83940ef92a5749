"""Where Python's functions and types written in C say what they are for: nothing reads that in a page.

As Python's option -OO leaves out docstrings, so does the hot half: where one was, an empty one is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from .instructions import CALL, GLOBAL_GET, named
from .module import Module, Segment
from .ranges import Range, joined

_DOCSTRING = re.compile(rb"[A-Za-z_][\w.]*\([\t\n\x20-\x7e]*--\n\n")
"""How one begins: a signature, and the mark by which CPython tells it from what follows
(`SIGNATURE_END_MARKER`)."""


def docstrings(module: Module) -> list[Range]:
    """The ranges of docstrings that begin with a signature.

    One begins at an address that data or a function has, and ends no later than at the next such address: the
    linker lets a string be the end of another one.
    """
    segments = joined(module.segments)
    known = sorted(_addresses(module, segments))
    found: list[Range] = []
    for segment in segments:
        for mark in re.finditer(rb"--\n\n", segment.content):
            after = segment.start + mark.end()
            start = known[bisect_left(known, after) - 1]
            if start < segment.start or not _DOCSTRING.match(segment.content, start - segment.start):
                continue
            zero = segment.content.find(b"\0", mark.end())
            end = segment.end if zero < 0 else segment.start + zero
            following = known[bisect_right(known, start)] if known[-1] > start else end
            found.append((start, min(end, following)))
    return found


def _addresses(module: Module, segments: Iterable[Segment]) -> set[int]:
    """All numbers that may be addresses of data: those that functions name, those in data, those of globals."""
    not_data = (CALL, GLOBAL_GET)
    found = {number for body in module.bodies for what, number, _ in named(body) if what not in not_data}
    found.update(each.number for each in module.globals if each.number is not None)
    for segment in segments:
        skipped = -segment.start % 4
        length = (len(segment.content) - skipped) // 4 * 4
        found.update(memoryview(segment.content[skipped : skipped + length]).cast("I"))
    return found
