"""Permissions can be changed on every resource.

Who may change who has access has access.

Bad:
    {"Effect": "Allow", "Action": "lambda:AddPermission", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "lambda:AddPermission", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...data import iam
from ...policies.policy import Policy
from ...policies.rule import SECURITY, STATEMENT, Problem, Rule
from ...policies.statements import Statement
from ._risky import on_everything


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action of the access level Permissions management, by its name, on everything without condition."""
    if statement.not_action or statement.conditions or not on_everything(statement):
        return
    for item in statement.actions[:100]:
        known = iam.action(item.text)
        if known and known.access_level == "Permissions management" and known.resource_types and item.text.lower() not in _ELSEWHERE:
            yield Problem(item, f'"{item.text}" changes who has access, and this allows it on every resource: name the resources.')
            return


_ELSEWHERE = frozenset({"iam:passrole", "iam:createservicelinkedrole", "iam:createaccesskey"})
"""Actions that rules of their own speak of."""


RULE = Rule(
    "permissions-management-star",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity", "session"}),
    effect="Allow",
    section="admin-delegate",
)
