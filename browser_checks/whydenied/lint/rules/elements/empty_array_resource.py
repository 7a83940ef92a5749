"""Resource or NotResource is an empty list.

A statement with no resource does nothing; with NotResource it is about every resource there is.

Bad:
    {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": []}

Good:
    {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": ["arn:aws:dynamodb:eu-west-1:111122223333:table/orders"]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement, is_empty
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An element for resources that lists none."""
    for name in ("Resource", "NotResource"):
        value = statement.node.get(name)
        if value is not None and is_empty(value):
            comes_to = "the statement is about nothing" if name == "Resource" else "the statement is about every resource"
            yield Problem(value, f"{name} is an empty list, so {comes_to}: write at least one ARN, or take the statement out.")


RULE = Rule("empty-array-resource", SUGGESTION, STATEMENT, check)
