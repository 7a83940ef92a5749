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

from ...policies.policy import Policy
from ...policies.rule import STATEMENT, WARNING, Problem, Rule
from ...policies.statements import Statement
from ._risky import Way, on_everything, place, tests, way


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """iam:CreateServiceLinkedRole by a wildcard, on every role, without a condition on iam:AWSServiceName."""
    if on_everything(statement) and way(statement, ACTION) is Way.WILDCARD and not tests(statement, "iam:awsservicename"):
        found = place(statement, ACTION)
        if found:
            yield Problem(
                found,
                "The wildcard includes iam:CreateServiceLinkedRole on every role: name the service in a condition on iam:AWSServiceName.",
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
