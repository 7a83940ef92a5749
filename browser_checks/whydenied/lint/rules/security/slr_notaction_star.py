"""NotAction leaves iam:CreateServiceLinkedRole allowed on every role.

A service-linked role lets a service act in the account. Without a condition on iam:AWSServiceName it can be made for any service.

Bad:
    {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": {"StringEquals": {"iam:AWSServiceName": "replicator.lambda.amazonaws.com"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, WARNING, Problem, Rule
from ._risky import Way, exceptions, tests, way, whole


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """iam:CreateServiceLinkedRole by not being excepted, on every role, without a condition on iam:AWSServiceName."""
    resource = whole(statement, ACTION)
    found = exceptions(statement)
    if found and resource and not tests(statement, "iam:awsservicename") and way(statement, policy, ACTION) is Way.EXCEPT:
        yield Problem(
            found,
            "NotAction leaves iam:CreateServiceLinkedRole allowed on every role: roles for any AWS service can be made in "
            "the account. List the actions that are needed under Action, or name iam:CreateServiceLinkedRole under NotAction.",
        )


ACTION = "iam:CreateServiceLinkedRole"


RULE = Rule(
    "slr-notaction-star",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"identity", "session"}),
    effect="Allow",
    needs=("NotAction",),
    section="admin-delegate",
)
