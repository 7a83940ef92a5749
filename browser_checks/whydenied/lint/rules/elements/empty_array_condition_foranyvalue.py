"""ForAnyValue is used with an empty list.

One value of the request has to be among those listed. None is listed, so the condition is never met.

Bad:
    {"Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
     "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": []}}}

Good:
    {"Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
     "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._empty_conditions import empty

CODE = "empty-array-condition-foranyvalue"


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """ForAnyValue without values."""
    if empty(condition) == CODE:
        yield Problem(
            condition.value,
            f"The key {condition.key.text} has an empty list under {condition.operator.text}, so no request ever meets the condition: write at least one value.",
        )


RULE = Rule(CODE, SUGGESTION, CONDITION, check)
