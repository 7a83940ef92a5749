"""Compare patterns: which one covers another, and whether two can match the same text, by the glob of
:mod:`~.glob`.

`*` matches any characters and `?` one. A policy variable (`${aws:username}`) and an unknown part of a
template (:data:`~.glob.UNKNOWN`) are unknown characters: only a star or the exact same text covers them, and
they can match anything.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

import re
from functools import lru_cache

from .arn import FIELDS, fields
from .data.wildcards import beginning, shortest
from .glob import UNKNOWN, matcher, parse, parse_resource

LONGEST = 2048
"""Length limit of patterns that are compared, in characters; no ARN is longer."""

_OPEN = re.compile(rf"\$\{{[^{{}}]{{0,200}}+\}}|{UNKNOWN}")
_MOST_FIELDS = 20
_NOT_ONE = f"[^*{UNKNOWN}]"


def opened(text: str) -> str:
    """Replace each policy variable and each unknown part of a pattern by a star."""
    return shortest(_OPEN.sub("*", text)) if "$" in text or UNKNOWN in text else text


def covers(wide: str, narrow: str) -> bool:
    """Whether *wide* matches everything that *narrow*, a pattern or plain text, matches. Case-sensitive."""
    if wide in ("*", narrow):
        return True
    if "*" not in wide and "?" not in wide:
        return False
    begins = beginning(wide)
    if not narrow.startswith(begins) or max(len(wide), len(narrow)) > LONGEST:
        return False
    return (
        wide == f"{begins}*" or matcher(parse(wide, variables=False), _NOT_ONE).fullmatch(narrow) is not None
    )


def resource_covers(wide: str, narrow: str) -> bool:
    """Whether a value of Resource covers everything that another value, or an ARN, covers."""
    if wide == narrow:
        return True
    if max(len(wide), len(narrow)) > LONGEST:
        return False
    if wide.startswith("arn:") and "$" not in wide:
        # Nearly all patterns are told apart by what they begin with.
        begins = beginning(wide)
        if not narrow.startswith(begins):
            return False
        if wide == f"{begins}*" and begins.count(":") >= FIELDS - 1:
            return True
    return matcher(parse_resource(wide, variables=False), _NOT_ONE).fullmatch(narrow) is not None


def overlaps(one: str, other: str) -> bool:
    """Whether some text matches both patterns. Case-sensitive."""
    if one == other or "*" in (one, other):
        return True
    one, other = opened(one), opened(other)
    if max(len(one), len(other)) > LONGEST:
        return True
    first, second = one.partition("*")[0], other.partition("*")[0]
    if "?" not in one and "?" not in other:
        if len(first) == len(one) or len(second) == len(other):
            plain, head = (one, second) if len(first) == len(one) else (other, first)
            if not plain.startswith(head):
                return False
        else:  # a text made of the parts of both matches both, if their ends agree
            last, end = one.rpartition("*")[2], other.rpartition("*")[2]
            return (first.startswith(second) or second.startswith(first)) and (
                last.endswith(end) or end.endswith(last)
            )
    one, other = _without_common_start(one, other)
    back, forth = _without_common_start(one[::-1], other[::-1])
    one, other = back[::-1], forth[::-1]
    # If both have a star, one begins with one and one ends with one, a text made of the parts of both matches
    # both.
    if "*" in one and "*" in other:
        return "*" in (one[0], other[0]) and "*" in (one[-1], other[-1])
    if "*" not in one and "*" not in other:
        return not one and not other
    starred, plain = (one, other) if "*" in one else (other, one)
    return _meeting(starred).fullmatch(plain) is not None


def arns_meet(one: str, other: str) -> bool:
    """Whether some resource matches both values of Resource, compared field by field, as people mean them."""
    first, second = fields(opened(one)), fields(opened(other))
    if len(first) < FIELDS or len(second) < FIELDS:
        return overlaps(one, other)
    return all(overlaps(mine, theirs) for mine, theirs in zip(reversed(first), reversed(second), strict=True))


def meets_beyond(pattern: str, arn: str) -> bool:
    """Whether an ARN pattern can match an ARN format if a star at the end of one of its first five fields
    matches several fields."""
    fields, wanted = opened(pattern).split(":"), arn.split(":")
    more = len(wanted) - len(fields)
    if more <= 0 or len(wanted) > _MOST_FIELDS:
        return False
    spread = (
        [*fields[: at + 1], *["*"] * more, *fields[at + 1 :]]
        for at, field in enumerate(fields[:5])
        if field.endswith("*")
    )
    return any(
        all(overlaps(mine, theirs) for mine, theirs in zip(each, wanted, strict=True)) for each in spread
    )


def _without_common_start(one: str, other: str) -> tuple[str, str]:
    """Strip the common start of two patterns; afterwards one begins with a star, they differ, or one is
    empty."""
    at, most = 0, min(len(one), len(other))
    while (
        at < most
        and "*" not in (one[at], other[at])
        and (one[at] == other[at] or "?" in (one[at], other[at]))
    ):
        at += 1
    return one[at:], other[at:]


@lru_cache(maxsize=1024)
def _meeting(pattern: str) -> re.Pattern[str]:
    """Match texts without a star, in which `?` may be any character."""
    parts = [
        "".join("." if char == "?" else f"[?{re.escape(char)}]" for char in part)
        for part in re.split(r"\*+", pattern)
    ]
    return re.compile(
        f"{parts[0]}{''.join(f'(?>.*?{part})' for part in parts[1:-1] if part)}.*{parts[-1]}", re.DOTALL
    )
