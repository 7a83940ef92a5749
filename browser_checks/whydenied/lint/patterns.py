"""What rules ask of actions and resources: which actions a statement is about, and by which pattern."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from ..aws.arn import FIELDS, Arn, fields
from ..aws.coverage import covers
from ..aws.data import iam
from ..aws.data.wildcards import has_wildcard
from ..policies.nodes import Scalar
from ..policies.statements import Statement


@lru_cache(maxsize=4096)
def arn(text: str) -> Arn | None:
    """The six fields of an ARN, or None when the text has fewer or does not begin with `arn:`."""
    return Arn.parse(text)


@lru_cache(maxsize=4096)
def any_account(text: str) -> str:
    """An ARN with one account for all: what is told by the form of an ARN is found once for every account."""
    found = fields(text)
    if len(found) < FIELDS or len(found[4]) != 12 or not (found[4].isascii() and found[4].isdigit()):
        return text
    return ":".join((*found[:4], "111122223333", found[5]))


def action_covers(wide: str, narrow: str) -> bool:
    """Whether an action pattern includes another or an action; case does not count."""
    return covers(wide.lower(), narrow.lower())


def includes(statement: Statement, action: str) -> bool:
    """Whether a statement is about an action (`lambda:InvokeFunction`): one of its patterns fits it, or with
    NotAction none does."""
    lower = action.lower()
    for pattern in statement.patterns:
        if covers(pattern, lower):
            return not statement.not_action
    return statement.not_action


def naming(statement: Statement, action: str) -> Scalar | None:
    """The pattern by which a statement's Action includes an action, to point at; None with NotAction."""
    lower = action.lower()
    for at, pattern in enumerate(statement.patterns if not statement.not_action else ()):
        if covers(pattern, lower):
            return statement.actions[at]
    return None


def meant(actions: Iterable[Scalar]) -> Iterator[tuple[Scalar, str]]:
    """Each known action that patterns stand for, with the pattern: `lambda:Get*` gives lambda:GetFunction and
    so on, a lone star nothing.

    A pattern of a service that is not loaded, and a name that is unknown, give nothing.
    """
    for item in actions:
        if ":" in item.text:
            for name in iam.expand(item.text) or ():
                yield item, name


def granted(statements: Iterable[Statement], action: str) -> bool:
    """Whether a statement among them allows an action on something, whatever the conditions."""
    return any(statement.allows and includes(statement, action) for statement in statements)


def among(pattern: str, actions: Collection[str]) -> list[str]:
    """Those of *actions*, by their name in lower case, that an entry includes."""
    lower = pattern.lower()
    if has_wildcard(lower):
        return [action for action in actions if covers(lower, action)]
    return [lower] if lower in actions else []
