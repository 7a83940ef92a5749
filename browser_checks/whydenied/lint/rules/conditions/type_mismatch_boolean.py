"""Bool is compared with a value that is neither true nor false.

Such a value never matches, so the statement never applies.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:SecureTransport": "yes"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:SecureTransport": "true"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, WARNING, Problem, Rule
from ._operators import operator_of
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value of Bool other than true and false."""
    if operator_of(condition).family != "Bool":
        return
    for value in fixed(condition):
        if value.text.lower() not in ("true", "false"):
            yield Problem(
                value,
                f'{condition.operator.text} takes "true" or "false", so "{says(value)}" never matches {condition.key.text}: write one of '
                "the two.",
            )


RULE = Rule("type-mismatch-boolean", WARNING, CONDITION, check)
