"""Which pattern covers which, and which two can meet: the glob of :mod:`~.glob` on patterns in place of texts.

In a pattern `*` stands for any characters and `?` for one. A policy variable (`${aws:username}`) and a part that only the filled-in template knows
(:data:`~.glob.UNKNOWN`) stand for characters that nobody knows here: only a star or the very same text covers them, and they can meet anything.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

import re
from functools import lru_cache

from .data.wildcards import shortest
from .glob import UNKNOWN, matcher, parse, parse_resource

LONGEST = 2048
"""Characters of the longest pattern that is compared; no ARN is longer."""

_OPEN = re.compile(rf"\$\{{[^{{}}]{{0,200}}+\}}|{UNKNOWN}")
_MOST_FIELDS = 20
_NOT_ONE = f"[^*{UNKNOWN}]"


def opened(text: str) -> str:
    """The pattern with a star for each policy variable and each unknown part."""
    return shortest(_OPEN.sub("*", text)) if "$" in text or UNKNOWN in text else text


def covers(wide: str, narrow: str) -> bool:
    """Whether everything that *narrow* matches, *wide* matches too; *narrow* may also be a plain text. Upper and lower case differ."""
    if wide in ("*", narrow):
        return True
    head = wide.partition("*")[0].partition("?")[0]
    if len(head) == len(wide) or not narrow.startswith(head) or max(len(wide), len(narrow)) > LONGEST:
        return False
    return wide == f"{head}*" or matcher(parse(wide, variables=False), _NOT_ONE).fullmatch(narrow) is not None


def resource_covers(wide: str, narrow: str) -> bool:
    """Whether a value of Resource covers everything that another one does, or a whole ARN."""
    if wide == narrow:
        return True
    if max(len(wide), len(narrow)) > LONGEST:
        return False
    return matcher(parse_resource(wide, variables=False), _NOT_ONE).fullmatch(narrow) is not None


def overlaps(one: str, other: str) -> bool:
    """Whether some text fits both patterns. Upper and lower case differ."""
    one, other = opened(one), opened(other)
    if max(len(one), len(other)) > LONGEST:
        return True
    one, other = _without_common_start(one, other)
    back, forth = _without_common_start(one[::-1], other[::-1])
    one, other = back[::-1], forth[::-1]
    # Where both have a star, and one of them begins and one of them ends with it, a text that fits both is put together from their parts.
    if "*" in one and "*" in other:
        return "*" in (one[0], other[0]) and "*" in (one[-1], other[-1])
    if "*" not in one and "*" not in other:
        return not one and not other
    starred, plain = (one, other) if "*" in one else (other, one)
    return _meeting(starred).fullmatch(plain) is not None


def arns_meet(one: str, other: str) -> bool:
    """Whether some resource fits both values of Resource, read field by field, as people write them."""
    first, second = opened(one).split(":", 5), opened(other).split(":", 5)
    if len(first) < 6 or len(second) < 6:
        return overlaps(one, other)
    return all(overlaps(mine, theirs) for mine, theirs in zip(reversed(first), reversed(second), strict=True))


def meets_beyond(pattern: str, arn: str) -> bool:
    """Whether an ARN's pattern meets the format of another where a star that ends one of its first five fields stands for several fields."""
    fields, wanted = opened(pattern).split(":"), arn.split(":")
    more = len(wanted) - len(fields)
    if more <= 0 or len(wanted) > _MOST_FIELDS:
        return False
    spread = ([*fields[: at + 1], *["*"] * more, *fields[at + 1 :]] for at, field in enumerate(fields[:5]) if field.endswith("*"))
    return any(all(overlaps(mine, theirs) for mine, theirs in zip(each, wanted, strict=True)) for each in spread)


def _without_common_start(one: str, other: str) -> tuple[str, str]:
    """Both without the characters at their start that are the same; one or both then begin with a star, differ, or are empty."""
    at, most = 0, min(len(one), len(other))
    while at < most and "*" not in (one[at], other[at]) and (one[at] == other[at] or "?" in (one[at], other[at])):
        at += 1
    return one[at:], other[at:]


@lru_cache(maxsize=1024)
def _meeting(pattern: str) -> re.Pattern[str]:
    """Matches texts without a star, in which `?` may be any character."""
    parts = ["".join("." if char == "?" else f"[?{re.escape(char)}]" for char in part) for part in re.split(r"\*+", pattern)]
    return re.compile(f"{parts[0]}{''.join(f'(?>.*?{part})' for part in parts[1:-1] if part)}.*{parts[-1]}", re.DOTALL)
