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
from ._risky import held, single_actions, star_of, way


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action of the access level Permissions management, by its name or a wildcard, on every resource; the first of a statement."""
    if star_of(statement) is None or held(statement):
        return
    for item, name in single_actions(statement):
        known = iam.action(name)
        if known and known.access_level == "Permissions management" and way(statement, policy, name):
            shown = "" if item.text.lower() == name.lower() else f"includes {name}, which "
            yield Problem(item, f'"{item.text}" {shown}changes who has access, and this allows it on every resource: name the resources.')
            return


RULE = Rule(
    "permissions-management-star",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity", "session"}),
    effect="Allow",
    section="admin-delegate",
)
