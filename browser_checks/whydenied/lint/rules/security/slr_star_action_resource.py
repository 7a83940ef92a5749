"""A wildcard allows iam:CreateServiceLinkedRole on every role.

A service-linked role lets a service act in the account. Without a condition on iam:AWSServiceName it can be made for any service.

Bad:
    {"Effect": "Allow", "Action": "iam:Create*", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": {"StringEquals": {"iam:AWSServiceName": "replicator.lambda.amazonaws.com"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...patterns import naming
from ...policy import Policy
from ...rule import STATEMENT, WARNING, Problem, Rule
from ._risky import Way, tests, way, whole


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """iam:CreateServiceLinkedRole by a wildcard, on every role, without a condition on iam:AWSServiceName."""
    resource = whole(statement, ACTION)
    pattern = naming(statement, ACTION)
    if pattern and resource and not tests(statement, "iam:awsservicename") and way(statement, policy, ACTION) is Way.WILDCARD:
        yield Problem(
            pattern,
            f'"{pattern.text}" includes iam:CreateServiceLinkedRole on every role: roles for any AWS service can be made in '
            "the account. List the actions, and hold this one by a condition on iam:AWSServiceName.",
        )


ACTION = "iam:CreateServiceLinkedRole"


RULE = Rule(
    "slr-star-action-resource",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"identity", "session"}),
    effect="Allow",
    section="admin-delegate",
    mentions=("iam:",),
)
