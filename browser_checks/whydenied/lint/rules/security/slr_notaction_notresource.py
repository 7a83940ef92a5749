"""NotAction and NotResource leave iam:CreateServiceLinkedRole allowed.

A service-linked role lets a service act in the account. Without a condition on iam:AWSServiceName it can be made for any service.

Bad:
    {"Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:iam::111122223333:role/admin"}

Good:
    {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": {"StringEquals": {"iam:AWSServiceName": "replicator.lambda.amazonaws.com"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, WARNING, Problem, Rule
from ._risky import Way, exceptions, tests, way


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """iam:CreateServiceLinkedRole by not being excepted, on every role but those listed, without a condition on iam:AWSServiceName."""
    member = statement.member("NotResource") if statement.not_resource else None
    found = exceptions(statement)
    if found and member and not tests(statement, "iam:awsservicename") and way(statement, policy, ACTION) is Way.EXCEPT:
        yield Problem(
            found,
            "NotAction leaves iam:CreateServiceLinkedRole allowed on every role but those under NotResource: roles for any "
            "AWS service can be made in the account. List the actions that are needed under Action, or name iam:CreateServiceLinkedRole under NotAction.",
        )


ACTION = "iam:CreateServiceLinkedRole"


RULE = Rule(
    "slr-notaction-notresource",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"identity", "session"}),
    effect="Allow",
    needs=("NotResource",),
    section="admin-delegate",
)
