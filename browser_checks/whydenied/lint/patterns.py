"""What rules of several folders ask of actions and resources: which pattern covers which, which two can meet, which actions a statement is about.

In a pattern `*` stands for any characters and `?` for one. A policy variable (`${aws:username}`) and a part that only the filled-in template knows
(:data:`~.policies.nodes.UNKNOWN`) stand for characters that nobody knows here: only a star or the very same text covers them, and they can meet anything.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..aws.arn import Arn
from ..aws.data import iam
from ..aws.data.wildcards import shortest
from ..policies.nodes import UNKNOWN, Scalar
from ..policies.statements import Statement

LONGEST = 2048
"""Characters of the longest pattern that is compared; no ARN is longer."""

_OPEN = re.compile(rf"\$\{{[^{{}}]{{0,200}}+\}}|{UNKNOWN}")
_NOT_ONE = f"[^*{UNKNOWN}]"


@lru_cache(maxsize=4096)
def arn(text: str) -> Arn | None:
    """The six fields of an ARN, or None when the text has fewer or does not begin with `arn:`."""
    return Arn.parse(text)


def opened(text: str) -> str:
    """The pattern with a star for each policy variable and each unknown part."""
    return shortest(_OPEN.sub("*", text)) if "$" in text or UNKNOWN in text else text


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Matches the texts and patterns that *pattern* covers; each part between stars is looked for once, so never in more than linear time."""
    parts = [re.escape(part).replace(r"\?", _NOT_ONE) for part in re.split(r"\*+", pattern)]
    middle = "".join(f"(?>.*?{part})" for part in parts[1:-1] if part)
    end = f".*{parts[-1]}" if len(parts) > 1 else ""
    return re.compile(f"{parts[0]}{middle}{end}", re.DOTALL)


def covers(wide: str, narrow: str) -> bool:
    """Whether everything that *narrow* matches, *wide* matches too; *narrow* may also be a plain text. Upper and lower case differ."""
    if wide in ("*", narrow):
        return True
    head = wide.partition("*")[0].partition("?")[0]
    if len(head) == len(wide) or not narrow.startswith(head) or max(len(wide), len(narrow)) > LONGEST:
        return False
    return wide == f"{head}*" or _compiled(wide).fullmatch(narrow) is not None


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
    """Whether some resource fits both ARN patterns; a wildcard stays within its field, but for the last field, which may hold colons."""
    first, second = opened(one).split(":", 5), opened(other).split(":", 5)
    if len(first) < 6 or len(second) < 6:
        return overlaps(one, other)
    return all(overlaps(mine, theirs) for mine, theirs in zip(reversed(first), reversed(second), strict=True))


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


def action_covers(wide: str, narrow: str) -> bool:
    """Whether an action pattern includes another or an action; case does not count."""
    return covers(wide.lower(), narrow.lower())


def includes(statement: Statement, action: str) -> bool:
    """Whether a statement is about an action (`lambda:InvokeFunction`): one of its patterns fits it, or with NotAction none does."""
    lower = action.lower()
    return any(covers(item.text.lower(), lower) for item in statement.actions) != statement.not_action


def naming(statement: Statement, action: str) -> Scalar | None:
    """The pattern by which a statement's Action includes an action, to point at; None with NotAction."""
    lower = action.lower()
    return None if statement.not_action else next((item for item in statement.actions if covers(item.text.lower(), lower)), None)


def meant(actions: Iterable[Scalar]) -> Iterator[tuple[Scalar, str]]:
    """Each known action that patterns stand for, with the pattern: `lambda:Get*` gives lambda:GetFunction and so on, a lone star nothing.

    A pattern of a service that is not loaded, and a name that is unknown, give nothing.
    """
    for item in actions:
        if ":" in item.text:
            for name in iam.expand(item.text) or ():
                yield item, name


def granted(statements: Iterable[Statement], action: str) -> bool:
    """Whether a statement among them allows an action on something, whatever the conditions."""
    return any(statement.allows and includes(statement, action) for statement in statements)
