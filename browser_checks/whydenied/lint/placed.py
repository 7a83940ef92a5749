"""ARNs of which a template fills in the Region, the account or the partition, and that tell the rest: rules that look at
the rest see them with stand-ins in these places.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..aws.arn import FIELDS, fields
from ..policies.nodes import UNKNOWN, Scalar
from ..policies.statements import Principal
from ..text.regex import lazy_regex
from .rule import Problem

# Of the forms that rules look for, and so that no policy writes both of its own.
_REGION, _ACCOUNT = "ap-southeast-7", "918273645546"


class Placed(Scalar):
    """A value with stand-ins, and the one that it stands for."""

    __slots__ = ("of",)

    def __init__(self, of: Scalar, text: str) -> None:
        super().__init__(of.start, of.end, text)
        self.of = of


def placed(item: Scalar) -> Scalar | None:
    """The value with stand-ins; itself where all of it is known, None where more of it is open than its place."""
    if UNKNOWN not in item.text:
        return item
    text = _placed(item.text)
    return Placed(item, text) if text else None


def placed_text(text: str) -> str:
    """The text of a resource with stand-ins where it can have them."""
    return _placed(text) or text if UNKNOWN in text else text


def placed_principal(principal: Principal) -> Principal | None:
    """The same for who is named in a Principal element."""
    value = placed(principal.value)
    return Principal(principal.kind, value, principal.key) if value else None


@lru_cache(maxsize=2048)
def _placed(text: str) -> str | None:
    found = fields(text)
    if len(found) < FIELDS or found[0] != "arn" or UNKNOWN in found[2] + found[5]:
        return None
    partition, region, account = found[1], found[3], found[4]
    # A piece that may hold several fields leaves the others where they are not.
    if account not in ("", "*", UNKNOWN) and not (len(account) == 12 and account.isdigit()):
        return None
    if any(UNKNOWN in each and each != UNKNOWN for each in (partition, region)):
        return None
    return ":".join(
        (
            "arn",
            "aws" if partition == UNKNOWN else partition,
            found[2],
            _REGION if region == UNKNOWN else region,
            _ACCOUNT if account == UNKNOWN else account,
            found[5],
        )
    )


def is_filled(item: Scalar, chars: str) -> bool:
    """Whether the Region and account of an ARN are there for sure: known, or the template's own, which is never
    empty as a parameter may be."""
    if not isinstance(item, Placed):
        return True
    written = chars[item.start : item.end]
    wanted = (_REGION in item.text, _OF_REGION), (_ACCOUNT in item.text, _OF_ACCOUNT)
    return all(form.search(written) for asked, form in wanted if asked)


_OF_REGION = lazy_regex(r"AWS::Region|aws_region|(?:this|stack|Aws)\.region", re.IGNORECASE)
_OF_ACCOUNT = lazy_regex(
    r"AWS::AccountId|aws_caller_identity|account_?id|(?:this|stack)\.account", re.IGNORECASE
)


def as_written(problem: Problem, chars: str) -> Problem:
    """What a rule says of such an ARN, without the stand-ins, and of the value that is written in *chars*."""
    node, message = problem.node.of if isinstance(problem.node, Placed) else problem.node, problem.message
    if node is problem.node and _ACCOUNT not in message and (_REGION not in message or _REGION in chars):
        return problem
    suggestion = problem.suggestion and _without(problem.suggestion)
    return problem._replace(node=node, message=_without(message), suggestion=suggestion, edit=None)


def _without(words: str) -> str:
    return words.replace(_REGION, UNKNOWN).replace(_ACCOUNT, UNKNOWN)
