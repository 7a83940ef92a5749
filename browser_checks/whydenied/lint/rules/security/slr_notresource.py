"""iam:CreateServiceLinkedRole is allowed on all roles but some.

A service-linked role lets a service act in the account. Without a condition on iam:AWSServiceName it can be made for any service.

Bad:
    {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::111122223333:role/admin"}

Good:
    {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": {"StringEquals": {"iam:AWSServiceName": "replicator.lambda.amazonaws.com"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, WARNING, Problem, Rule
from ._risky import Way, tests, way


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """iam:CreateServiceLinkedRole by its name, on every role but those listed, without a condition on iam:AWSServiceName."""
    member = statement.member("NotResource") if statement.not_resource else None
    if member and not tests(statement, "iam:awsservicename") and way(statement, policy, ACTION) is Way.NAMED:
        yield Problem(
            member.key,
            "This allows iam:CreateServiceLinkedRole on every role but those under NotResource: roles for any AWS service "
            "can be made in the account. Name the service in a condition on iam:AWSServiceName.",
        )


ACTION = "iam:CreateServiceLinkedRole"


RULE = Rule(
    "slr-notresource",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"identity", "session"}),
    effect="Allow",
    needs=("NotResource",),
    section="admin-delegate",
    mentions=("iam:",),
)
