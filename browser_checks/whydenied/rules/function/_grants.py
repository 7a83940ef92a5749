"""What an identity policy grants as a whole, as the rules about callers and execution roles ask it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...policies.facts import arn, covers, includes
from ...policies.nodes import UNKNOWN, Scalar
from ...policies.policy import Policy
from ...policies.statements import Statement

MOST = 2_000
"""Statements of a policy that is looked at as a whole; generated ones with more are left alone."""

_LOG_GROUP = ":log-group:/aws/lambda/"
# What people and deployment tools do, and no function does with its own role.
_MANAGING = ("*", "iam:", "lambda:create", "lambda:update", "lambda:*", "cloudformation:", "ec2:run", "s3:createbucket", "organizations:")


def patterns(policy: Policy) -> set[str]:
    """The action patterns that the policy allows, in lower case; a star where that cannot be told, so that nothing is called missing."""
    if len(policy.statements) > MOST:
        return {"*"}
    found: set[str] = set()
    for statement in policy.statements:
        if statement.allows and (statement.not_action or statement.has("Fn::If")):
            found.add("*")
        elif statement.allows:
            found.update("*" if UNKNOWN in item.text else item.text.lower() for item in statement.actions)
    return found


def allows(granted: Iterable[str], action: str) -> bool:
    """Whether one of the patterns of :func:`patterns` includes an action."""
    lower = action.lower()
    return lower in granted or any(covers(pattern, lower) for pattern in granted if "*" in pattern or "?" in pattern)


def missing(granted: set[str], actions: Iterable[str]) -> list[str]:
    """Those of the actions that no pattern includes."""
    return [action for action in actions if not allows(granted, action)]


def granting(policy: Policy, action: str) -> Iterator[Statement]:
    """The statements that allow an action by name or pattern."""
    for statement in policy.statements[:MOST]:
        if statement.allows and not statement.not_action and includes(statement, action):
            yield statement


def resources(statements: Iterable[Statement]) -> list[Scalar]:
    """The resources of statements that list what they are about."""
    return [item for statement in statements if not statement.not_resource for item in statement.resources]


def is_role_of_function(policy: Policy) -> bool:
    """Whether the policy is for an execution role: the paste says so, it writes logs of Lambda, or it asks which function calls."""
    if "lambda" in policy.context:
        return True
    return not is_managing(patterns(policy)) and any(
        (statement.allows and any(_LOG_GROUP in item.text for item in statement.resources))
        or any(condition.name == "lambda:sourcefunctionarn" for condition in statement.conditions)
        for statement in policy.statements[:MOST]
    )


def is_managing(granted: Iterable[str]) -> bool:
    """Whether patterns of actions are those of a person or tool that sets things up."""
    return any(pattern.startswith(_MANAGING) for pattern in granted)


def function_parts(text: str) -> list[str] | None:
    """`["function", NAME]` of a function's ARN, with the qualifier as a third part; None for any other text."""
    named = arn(text)
    if named is None or named.service != "lambda" or UNKNOWN in text:
        return None
    parts = named.resource.split(":")
    return parts if parts[0] == "function" and len(parts) in (2, 3) and parts[1] else None
