"""Null has a value that is neither true nor false.

Null takes true (the key must be missing) or false (it must be there). Anything else never matches.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Null": {"aws:TokenIssueTime": "yes"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Null": {"aws:TokenIssueTime": "true"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule
from ._values import says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value of Null other than true and false."""
    for value in condition.values:
        if (
            UNKNOWN not in value.text
            and value.kind not in ("null", "unknown")
            and value.text.lower() not in ("true", "false")
        ):
            yield Problem(
                value,
                f'Null takes "true" (no {condition.key.text} in the request) or "false" (it is there), '
                f'so "{says(value)}" never matches: '
                "write one of the two.",
            )


RULE = Rule(
    "null-value-not-boolean", ERROR, CONDITION, check, concerns=lambda operator, _: operator.family == "Null"
)
