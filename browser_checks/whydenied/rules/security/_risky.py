"""How a statement comes to allow an action, and on what: by its name or by a wildcard, on everything or on all but something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from ...data.wildcards import has_wildcard
from ...policies.facts import includes, naming
from ...policies.nodes import Scalar
from ...policies.policy import Policy
from ...policies.statements import Statement


class Way(Enum):
    """How an action is included."""

    NAMED = "by its name"
    WILDCARD = "by a wildcard"
    EXCEPT = "by not being among the exceptions"


def on_everything(statement: Statement) -> bool:
    """Whether the statement is about every resource."""
    return not statement.not_resource and any(resource.text == "*" for resource in statement.resources)


def way(statement: Statement, action: str) -> Way | None:
    """How an Allow includes *action*; None when it does not, or when it includes every action there is, which other rules tell."""
    if not statement.allows or not includes(statement, action):
        return None
    if statement.not_action:
        return Way.EXCEPT
    pattern = naming(statement, action)
    if pattern is None or pattern.text in ("*", "*:*"):
        return None
    return Way.WILDCARD if has_wildcard(pattern.text) else Way.NAMED


def tests(statement: Statement, key: str) -> bool:
    """Whether a condition of the statement looks at a key."""
    return any(condition.name == key for condition in statement.conditions)


def place(statement: Statement, action: str) -> Scalar | None:
    """What to point at: the pattern that includes the action, or the first exception."""
    return naming(statement, action) or (statement.actions[0] if statement.actions else None)


def free(policy: Policy, action: str) -> Iterator[Statement]:
    """The statements that allow *action* on everything without a condition, other than by a star for every action."""
    for statement in policy.statements[:200]:
        if not statement.conditions and on_everything(statement) and way(statement, action):
            yield statement


def named_among(statement: Statement, actions: Iterable[str]) -> Scalar | None:
    """The first entry of an Allow on everything, without condition, that names one of *actions* (in lower case)."""
    if not statement.allows or statement.not_action or statement.conditions or not on_everything(statement):
        return None
    wanted = frozenset(actions)
    return next((item for item in statement.actions if item.text.lower() in wanted), None)
