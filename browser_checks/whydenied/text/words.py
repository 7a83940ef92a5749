"""Many words looked for in one text: nearly every paste is asked for words that nearly no paste has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

# Characters of messages and policies, from the most frequent one to the rarest; what is not among them is rarer.
_FREQUENT = ' eaotsnirc:lmud"fpSA10-2gRwE,y/*bPDvICLGVOTjq36457h8k9FNMBzx.QUK'


class Words:
    """Words by the rarest of their characters: a look for one character, which is the fastest search there is,
    spares those for all words that have it."""

    def __init__(self, words: Iterable[str]) -> None:
        groups: dict[str, list[str]] = defaultdict(list)
        for word in words:
            groups[max(word, key=_rarity)].append(word)
        self._groups = tuple((char, _beginning(group), group) for char, group in groups.items())

    def found_in(self, text: str) -> list[str]:
        """Those that the text contains."""
        return [
            word
            for char, beginning, group in self._groups
            if char in text and beginning in text
            for word in group
            if word in text
        ]

    def any_in(self, text: str) -> bool:
        """Whether the text contains one of them."""
        return bool(self.found_in(text))


def _rarity(char: str) -> int:
    place = _FREQUENT.find(char)
    return place if place >= 0 else len(_FREQUENT)


def _beginning(words: list[str]) -> str:
    """What all words begin with."""
    first, last = min(words), max(words)
    same = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(same, min(len(first), len(last)))]
