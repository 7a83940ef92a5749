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

from ....policies.statements import Statement
from ...patterns import naming
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, Problem, Rule
from ._risky import PASS_ROLE_HELD, Way, tests, way, whole


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """iam:PassRole by a wildcard, on every role, without a condition on iam:PassedToService."""
    resource = whole(statement, ACTION)
    pattern = naming(statement, ACTION)
    if pattern and resource and not tests(statement, *PASS_ROLE_HELD) and way(statement, policy, ACTION) is Way.WILDCARD:
        yield Problem(
            pattern,
            f'"{pattern.text}" includes iam:PassRole on every role: whoever has it can hand the strongest of them to a '
            "service and act through it. List the actions, and give iam:PassRole a statement of its own with the ARN of a role.",
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
