"""A date is compared with a value that is not one.

IAM reads dates as ISO 8601, year first (2026-05-01T00:00:00Z). Any other value never matches.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"DateLessThan": {"aws:CurrentTime": "01/05/2026"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"DateLessThan": {"aws:CurrentTime": "2026-05-01T00:00:00Z"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators.dates import seconds
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, WARNING, Problem, Rule
from ._operators import operator_of
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value of a Date operator that is neither an ISO 8601 date nor seconds since 1970."""
    if operator_of(condition).family != "Date":
        return
    for value in fixed(condition):
        if seconds(value.text) is None:
            yield Problem(
                value,
                f'"{says(value)}" is no date that IAM reads, so {condition.operator.text} never matches {condition.key.text}: write it as '
                "2026-05-01T00:00:00Z.",
            )


RULE = Rule("type-mismatch-date", WARNING, CONDITION, check)
