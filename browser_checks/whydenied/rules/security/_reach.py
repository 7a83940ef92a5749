"""How far a statement reaches: which actions it allows by name or by pattern, and whether on everything of their kind.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...data import iam
from ...data.wildcards import has_wildcard, shortest
from ...policies.facts import covers, includes
from ...policies.nodes import UNKNOWN, Scalar
from ...policies.policy import Policy
from ...policies.statements import Condition, Statement

MOST = 500
"""Statements of a policy, or actions of a statement, that are looked at; generated ones with more are left alone."""

_VARIABLE = re.compile(r"\$\{\w{1,60}\}")
_SOME = "\0"  # a name that only a star covers
# Global keys that are about the resource, the tags of what is made, or the service through which the call comes.
_HOLDING = ("aws:resourcetag/", "aws:requesttag/", "aws:calledvia", "aws:viaawsservice")


def is_star(text: str) -> bool:
    """Whether a text stands for everything: a star, or several."""
    return shortest(text) in ("*", "*:*")


def is_service_wide(text: str) -> bool:
    """Whether an action pattern stands for all of a service: `s3:*`, but not a lone star."""
    prefix, colon, name = text.partition(":")
    return bool(colon) and shortest(name) == "*" and shortest(prefix) != "*"


def star_of(statement: Statement) -> Scalar | None:
    """The lone star among the resources of a statement."""
    if statement.not_resource:
        return None
    return next((item for item in statement.resources if shortest(item.text) == "*"), None)


def is_full_admin(statement: Statement) -> bool:
    """Whether a statement is about every action on every resource, of which a rule of its own speaks."""
    return not statement.not_action and star_of(statement) is not None and any(is_star(item.text) for item in statement.actions)


def named(statement: Statement, action: str) -> Scalar | None:
    """The action as the statement names it in full."""
    lower = action.lower()
    return None if statement.not_action else next((item for item in statement.actions if item.text.lower() == lower), None)


def wild(statement: Statement, action: str) -> Scalar | None:
    """The pattern by which the statement includes an action."""
    lower = action.lower()
    if statement.not_action:
        return None
    return next((item for item in statement.actions if has_wildcard(item.text) and covers(item.text.lower(), lower)), None)


def whole(statement: Statement, action: str) -> Scalar | None:
    """The resource that is everything an action can be about: a star, or a pattern of all there is of its kind (`role/*`)."""
    if statement.not_resource:
        return None
    return next((item for item in statement.resources if _is_whole(item.text, action)), None)


@lru_cache(maxsize=4096)
def _is_whole(text: str, action: str) -> bool:
    if shortest(text) == "*":
        return True
    fields = text.split(":", 5)
    if len(fields) < 6 or not has_wildcard(fields[5]):
        return False
    return any(covers(fields[2], service) and covers(fields[5], resource) for service, resource in _kinds(action))


@lru_cache(maxsize=512)
def _kinds(action: str) -> tuple[tuple[str, str], ...]:
    """Service and resource part of the ARNs that an action takes, with a name that only a star covers for each variable."""
    found, service = iam.action(action), iam.service(action.partition(":")[0])
    if not found or not service:
        return ()
    arns = (pattern for row in found.resource_types for pattern in service.resource_types[row.name].arn_patterns)
    parts = (pattern.split(":", 5) for pattern in arns)
    return tuple((part[2], _VARIABLE.sub(_SOME, part[5])) for part in parts if len(part) == 6)


def holds(condition: Condition, *keys: str) -> bool:
    """Whether a condition tests one of the keys (in lower case; `aws:resourcetag/` for all of its kind) for something."""
    if condition.negated or condition.base.lower() == "null" or not condition.values:
        return False
    return condition.name.startswith(keys) and not all(value.text == "*" for value in condition.values)


def held(statement: Statement) -> bool:
    """Whether a condition holds the statement to some resources: by a tag, or by a key of the service itself."""
    return any(
        holds(condition, *_HOLDING) or (not condition.name.startswith("aws:") and holds(condition, condition.name))
        for condition in statement.conditions
    )


def denied(policy: Policy, action: str) -> bool:
    """Whether a statement of the policy denies an action everywhere, whatever the circumstances."""
    return any(
        statement.denies and not statement.conditions and star_of(statement) is not None and includes(statement, action)
        for statement in policy.statements[:MOST]
    )


def granting(policy: Policy) -> Iterator[Statement]:
    """The statements that allow actions by name or pattern, but for full administration, of which everything here would be true."""
    for statement in policy.statements[:MOST]:
        if statement.allows and not statement.not_action and not is_full_admin(statement):
            yield statement


def single_actions(statement: Statement) -> Iterator[tuple[Scalar, str]]:
    """Each known action of a statement with the item that stands for it; patterns of a whole service are left to the rule about those."""
    for item in statement.actions[:MOST]:
        if ":" in item.text and UNKNOWN not in item.text and not is_service_wide(item.text) and not is_star(item.text):
            for name in iam.expand(item.text) or ():
                yield item, name
