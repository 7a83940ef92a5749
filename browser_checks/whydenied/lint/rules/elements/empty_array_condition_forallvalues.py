"""ForAllValues is used with an empty list.

Such a condition is met only when the request does not carry the key at all, or an empty one; that is rarely what was meant, and Null says it plainly.

Bad:
    {"Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
     "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": []}}}

Good:
    {"Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
     "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}, "Null": {"aws:TagKeys": "false"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._empty_conditions import empty

CODE = "empty-array-condition-forallvalues"


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """ForAllValues without values."""
    if empty(condition) == CODE:
        yield Problem(
            condition.value,
            f"The key {condition.key.text} has an empty list under {condition.operator.text}, so only requests without the key meet the condition: write values, or ask for that with Null.",
        )


RULE = Rule(CODE, SUGGESTION, CONDITION, check)
