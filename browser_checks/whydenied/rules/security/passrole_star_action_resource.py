"""A wildcard allows iam:PassRole on every role.

Passing a role means using its permissions through a service. With every role to choose from, the strongest one will do.

Bad:
    {"Effect": "Allow", "Action": "iam:Pass*", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/orders", "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import SECURITY, STATEMENT, Problem, Rule
from ...policies.statements import Statement
from ._risky import Way, on_everything, place, tests, way


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """iam:PassRole by a wildcard, on every role, without a condition on iam:PassedToService."""
    if on_everything(statement) and way(statement, ACTION) is Way.WILDCARD and not tests(statement, "iam:passedtoservice"):
        found = place(statement, ACTION)
        if found:
            yield Problem(
                found,
                "The wildcard includes iam:PassRole on every role: whoever has it can give an administrator role to a function and use it. Name the role, and the service in iam:PassedToService.",
            )


ACTION = "iam:PassRole"


RULE = Rule(
    "passrole-star-action-resource",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity", "session"}),
    effect="Allow",
    section="passrole",
    mentions=("iam:",),
)
