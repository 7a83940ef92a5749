"""A message inside an address, as a sign-in hands its errors on: ``?error_description=User%3A%20arn%3Aaws...``."""

from __future__ import annotations

from collections.abc import Iterator

from .regex import lazy_regex
from .text import Text

# What tells that such a word is a sentence; the address of an object holds encoded characters as well.
_SAYS = lazy_regex(
    r"(?:%20|\+)(?:[nN]ot(?:%20|\+)authori[sz]ed|[dD]enied|[fF]orbidden|invalid|expired)(?=%20|%3A|\+|%29|\.|$)"
)
_BLANK = lazy_regex(r"\s")
_CODE = lazy_regex(r"%([2-7][0-9A-Fa-f])|\+")
_LONGEST = 6_000


def without_address(text: Text) -> Text:
    """*text* with such words as the sentences that they are."""
    return text.edited(_decoded(text.chars)) if "%3A" in text.chars else text


def _decoded(chars: str) -> Iterator[tuple[int, int, str]]:
    done = 0
    for said in _SAYS.finditer(chars):
        if said.start() < done:
            continue
        start, end = _word(chars, *said.span())
        word, start = chars[start:end], max(start, done)
        # What names an ARN in plain letters is no encoded sentence.
        if "%3A" not in word or "arn:aws" in word:
            continue
        done = end
        # A form's "+" is a blank; where blanks are written as %20, it is itself.
        blank = " " if "%20" not in word else "+"
        for code in _CODE.finditer(chars, start, end):
            yield (*code.span(), chr(int(code[1], 16)) if code[1] else blank)


def _word(chars: str, start: int, end: int) -> tuple[int, int]:
    """The characters around a place that no blank parts from it."""
    before = [blank.end() for blank in _BLANK.finditer(chars, max(0, start - _LONGEST), start)]
    behind = _BLANK.search(chars, end, end + _LONGEST)
    return (
        before[-1] if before else max(0, start - _LONGEST),
        behind.start() if behind else min(len(chars), end + _LONGEST),
    )
