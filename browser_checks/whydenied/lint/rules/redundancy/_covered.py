"""Which of many patterns another one of them covers, without holding each against each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ....aws.data.wildcards import beginning, has_wildcard
from ....policies.nodes import UNKNOWN, Scalar
from ....text.regex import lazy_regex

# Beginnings of different lengths that are looked up, and patterns of one beginning that are compared: no
# policy by hand has more.
_LENGTHS = 40
_ALIKE = 100
_WILDCARDS = lazy_regex(r"[*?]+")


Covers = Callable[[str, str], bool]


def covered(
    items: Sequence[Scalar], read: Callable[[str], str], covers: Covers
) -> Iterator[tuple[Scalar, Scalar]]:
    """Each item with the one that covers it; of two that are the same, the later.

    *read* gives the text as IAM compares it, *covers* tells whether one pattern covers another.
    """
    texts = [read(item.text) for item in items]
    first: dict[str, int] = {}
    for at, text in enumerate(texts):
        first.setdefault(text, at)
    wide: dict[str, list[tuple[str, int]]] = {}
    for text, at in first.items():
        if has_wildcard(text) and UNKNOWN not in text:
            wide.setdefault(beginning(text), []).append((_piece(text), at))
    lengths = sorted({len(head) for head in wide})[:_LENGTHS]
    for at, text in enumerate(texts):
        if UNKNOWN in text:
            continue
        if first[text] != at:
            yield items[at], items[first[text]]
            continue
        for length in lengths:
            if length > len(text):
                break
            alike = [
                other
                for piece, other in wide.get(text[:length], ())[:_ALIKE]
                if piece in text and other != at
            ]
            by = next((other for other in alike if _is_wider(texts[other], text, covers)), None)
            if by is not None:
                yield items[at], items[by]
                break


def _is_wider(wide: str, narrow: str, covers: Covers) -> bool:
    """Whether one pattern covers another that is written differently; of two that cover each other (``a*``
    and ``a**``) the shorter one does."""
    return covers(wide, narrow) and (len(wide) < len(narrow) or not covers(narrow, wide))


def _piece(pattern: str) -> str:
    """The longest part behind the first wildcard: what has it not is not covered, and need not be held
    against the pattern."""
    return max(_WILDCARDS.split(pattern)[1:], key=len)
