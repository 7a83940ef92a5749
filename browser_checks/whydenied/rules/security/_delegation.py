"""The two ways to give a service a role, and how a statement allows them: by name, by a pattern, or by all but what NotAction names.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from ...policies.facts import includes
from ...policies.nodes import Node
from ...policies.policy import Policy
from ...policies.statements import Statement
from ._reach import denied, holds, named, whole, wild

PASS_ROLE = "iam:PassRole"
CREATE_LINKED = "iam:CreateServiceLinkedRole"
# Conditions by which the right is held to some services or roles.
_HELD = {
    PASS_ROLE: ("iam:passedtoservice", "iam:associatedresourcearn", "iam:resourcetag/", "aws:resourcetag/"),
    CREATE_LINKED: ("iam:awsservicename",),
}


def by_name(statement: Statement, policy: Policy, action: str) -> Node | None:
    """The action where a statement names it in full and no condition holds it."""
    return None if _is_held(statement, policy, action) else named(statement, action)


def by_pattern(statement: Statement, policy: Policy, action: str) -> Node | None:
    """The pattern that includes the action, where no condition holds it."""
    return None if _is_held(statement, policy, action) else wild(statement, action)


def by_exclusion(statement: Statement, policy: Policy, action: str) -> Node | None:
    """The key NotAction, where it leaves the action allowed and no condition holds it."""
    member = statement.member("NotAction") if statement.not_action else None
    if member is None or not includes(statement, action) or _is_held(statement, policy, action):
        return None
    return member.key


def on_all(statement: Statement, action: str) -> Node | None:
    """The resource that stands for every role."""
    return whole(statement, action)


def on_rest(statement: Statement) -> Node | None:
    """The key NotResource."""
    member = statement.member("NotResource") if statement.not_resource else None
    return member.key if member else None


def _is_held(statement: Statement, policy: Policy, action: str) -> bool:
    return any(holds(condition, *_HELD[action]) for condition in statement.conditions) or denied(policy, action)
