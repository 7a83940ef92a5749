"""Suggest the most similar name for one that does not exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 100
"""Length limit of names for which a suggestion is computed, in characters."""
ALIKE = 0.72
"""Least similarity of a suggestion, as difflib computes it, from 0 to 1."""
LOOKED_AT = 6
"""Number of names compared letter by letter: those that share most pairs of letters for their length."""


def nearest(name: str, among: Iterable[str]) -> str | None:
    """The most similar name of *among*, ignoring case; None if none is similar enough."""
    return _nearest(name.lower(), tuple(among)) if 1 < len(name) <= LONGEST else None


@lru_cache(maxsize=1024)
def _nearest(wanted: str, among: tuple[str, ...]) -> str | None:
    # Imported here: only misspelt names need it.
    from difflib import SequenceMatcher
    from heapq import nlargest

    index = _pairs_index(among)
    shared = Counter(place for pair in _pairs(wanted) for place in index.get(pair, ()))
    # Of equally similar names the first in the list, so that the order of a set does not matter.
    likely = nlargest(
        LOOKED_AT, shared, key=lambda place: (shared[place] / (len(wanted) + len(among[place])), -place)
    )
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    best, found = ALIKE, None
    for place in likely:
        matcher.set_seq1(among[place].lower())
        if matcher.real_quick_ratio() > best and matcher.ratio() > best:
            best, found = matcher.ratio(), among[place]
    return found


@lru_cache(maxsize=32)
def _pairs_index(names: tuple[str, ...]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        for pair in _pairs(name.lower()):
            index.setdefault(pair, []).append(place)
    return index


def _pairs(word: str) -> set[str]:
    framed = f"^{word}$"
    return {framed[start : start + 2] for start in range(len(framed) - 1)}
