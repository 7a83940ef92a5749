"""Index things by their region in a text, so that finding neighbours takes the same time in a line and in a
megabyte."""

from __future__ import annotations

from collections import defaultdict
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
_STEP = 1_024


class Nearby(Generic[Thing]):
    """Things with regions, in the order in which they were added."""

    def __init__(self) -> None:
        self.things: list[Thing] = []
        self._numbers: defaultdict[int, set[int]] = defaultdict(set)

    def add(self, start: int, end: int, thing: Thing) -> None:
        """Add *thing* with its region."""
        self.things.append(thing)
        self.reach(len(self.things) - 1, start, end)

    def reach(self, number: int, start: int, end: int) -> None:
        """Add a further region for the thing of that *number*."""
        for step in range(start // _STEP, end // _STEP + 1):
            self._numbers[step].add(number)

    def near(self, start: int, end: int, within: int = 0) -> list[tuple[int, Thing]]:
        """The candidates *within* so many characters of a region, with their numbers; the caller checks the
        exact distance."""
        steps = range(max(0, start - within) // _STEP, (end + within) // _STEP + 1)
        numbers = sorted(set().union(*(self._numbers[step] for step in steps if step in self._numbers)))
        return [(number, self.things[number]) for number in numbers]
