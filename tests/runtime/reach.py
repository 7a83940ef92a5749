"""Which static data the hot functions cannot reach, by all that can be told from the module alone.

A hot function reaches what it names: any number in it may be an address, but for those that are plainly
numbers. It also follows pointers: those stand in the last part of the data, since Pyodide is compiled so that
its place is open (`-fPIC`), and one is followed if it stands less than `HOLDS` bytes after something that is
named. What is reached begins up to `BEFORE` bytes before the address. It ends no sooner than `AFTER` bytes after
it, and not before others began, hot or cold, by what is named or pointed to anywhere: a range before which none
begins is the rest of a large object that is hot. One such address may be a number by chance, not `SEVERAL`. The
part with the pointers is also the one that can change: nothing of it moves, since joining would undo a change.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from itertools import pairwise

from mkdocs_whydenied.runtime.halves.binary import GLOBALS
from mkdocs_whydenied.runtime.halves.instructions import CALL, GLOBAL_GET, NUMBER, named
from mkdocs_whydenied.runtime.halves.module import Export, Module
from mkdocs_whydenied.runtime.halves.ranges import Range

AFTER = 1 << 15
BEFORE = 1 << 12
HOLDS = 1 << 12
SEVERAL = 6
LEAST = 1 << 15
"""Bytes of the smallest range that moves: small ones save little."""

PAGE = 1 << 16
DENSE = 0.1
"""Share of words that are addresses in a page of data that holds pointers; from the end of the data backwards,
all pages have it up to those without any."""


def movable(module: Module, hot: Collection[int], exports: Iterable[Export]) -> tuple[Range, ...]:
    """The ranges of data that nothing hot reaches."""
    low = min(each.start for each in module.segments)
    high = max(each.end for each in module.segments)
    known = _addresses(low, high, _named(module, hot), _exported(module, exports))
    words = _words(module, high)
    border = 4 * _first_pointer(words, low, high)
    pointers = {
        value
        for place in range(border, high, 4)
        if low <= (value := words[place // 4]) < high and not is_number(value)
        if (before := bisect_right(known, place)) and place - known[before - 1] < HOLDS
    }
    marks = sorted(mark for mark in {*known, *pointers, low, border} if mark <= border)
    objects = _addresses(low, high, _named(module, range(len(module.bodies))), words[border // 4 :])
    found = ((_end(objects, start), end - BEFORE) for start, end in pairwise(marks))
    return tuple((start, end) for start, end in found if end - start >= LEAST)


def _end(objects: list[int], start: int) -> int:
    """Where an object that begins at *start* has ended for certain: others began meanwhile, or one begins."""
    end = start + AFTER
    at = bisect_left(objects, end)
    several = at - bisect_right(objects, start) >= SEVERAL
    return end if several or at == len(objects) else objects[at]


def _addresses(low: int, high: int, *found: Iterable[int]) -> list[int]:
    """Those numbers that may be addresses of data, sorted."""
    return sorted({value for each in found for value in each if low <= value < high and not is_number(value)})


def is_number(value: int) -> bool:
    """Whether a value in code is a flag, a mask, a limit of Unicode or a usual number rather than an address."""
    return value % 4096 in (0, 4095) or value in (999_999, 1_000_000, 1_000_003, 0xFFC00)


def _named(module: Module, functions: Iterable[int]) -> Iterable[int]:
    """All numbers that the functions name; of one with two words both."""
    before = module.imported(GLOBALS)
    for own in functions:
        for what, value, _ in named(module.bodies[own]):
            if what == GLOBAL_GET and value >= before:
                yield module.globals[value - before].number or 0
            elif what not in (CALL, GLOBAL_GET):
                yield value & 0xFFFFFFFF
                if what == NUMBER:
                    yield value >> 32


def _exported(module: Module, exports: Iterable[Export]) -> Iterable[int]:
    before = module.imported(GLOBALS)
    for each in exports:
        if each.kind == GLOBALS and each.index >= before:
            yield module.globals[each.index - before].number or 0


def _words(module: Module, high: int) -> array[int]:
    """The data as it stands in memory, in words."""
    image = bytearray((high // PAGE + 1) * PAGE)
    for each in module.segments:
        image[each.start : each.end] = each.content
    return array("I", bytes(image))


def _first_pointer(words: array[int], low: int, high: int) -> int:
    """The first word of the part that holds pointers."""
    first = len(words)
    for start in reversed(range(0, len(words), PAGE // 4)):
        page = words[start : start + PAGE // 4]
        filled = sum(map(bool, page))
        if filled and sum(low <= word < high for word in page) / filled < DENSE:
            break
        first = start
    return first
