"""Several numbers are given where one bound decides.

The values of a list are alternatives, so of several upper bounds only the highest counts, and of several
lower bounds only the lowest.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": ["900", "3600"]}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators.numbers import number
from ....policies.statements import Condition, Statement
from ...edits import remove
from ...policy import Policy
from ...rule import CONDITION, SEVERAL, SUGGESTION, Problem, Rule
from ._operators import operator_of
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Bounds that another bound of the list makes needless, and numbers that stand twice."""
    operator = operator_of(condition)
    values = fixed(condition)
    if len(values) < _TWO:
        return
    numbers = [(found, value) for value in values if (found := number(value.text)) is not None]
    if "Than" in operator.base:
        best = (max if "less" in operator.base.lower() else min)((found for found, _ in numbers), default=0)
        needless = [value for found, value in numbers if found != best] or [value for _, value in numbers][1:]
    else:
        needless = [
            value
            for place, (found, value) in enumerate(numbers[:_MOST])
            if any(found == other for other, _ in numbers[:place])
        ]
    for value in needless:
        yield Problem(
            value,
            f"{says(value)} makes no difference beside the other numbers for "
            f"{condition.operator.text}, of which any may fit: take it "
            "out, or keep it alone if it is the bound that is meant.",
            suggestion=f"Remove {says(value)}.",
            edit=remove(value, policy.chars) if policy.editable and value is needless[0] else None,
        )


_TWO = 2
_MOST = 50
"""Numbers that are compared with each other."""


RULE = Rule(
    "redundant-numeric-values",
    SUGGESTION,
    CONDITION,
    check,
    concerns=lambda operator, _: operator.family == "Numeric",
    values=SEVERAL,
)
