"""A number is compared with a value that is not one.

Such a value never matches, so the condition does not do what it says. Wildcards and units do not work in numbers either.

Bad:
    {"Effect": "Allow", "Action": "lambda:DeleteFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "1 hour"}}}

Good:
    {"Effect": "Allow", "Action": "lambda:DeleteFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators.numbers import number
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, WARNING, Problem, Rule
from ._operators import operator_of
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value of a Numeric operator that is no whole or decimal number."""
    if operator_of(condition).family != "Numeric":
        return
    for value in fixed(condition):
        if number(value.text) is None:
            yield Problem(
                value, f'"{says(value)}" is no number, so {condition.operator.text} never matches {condition.key.text}: write digits alone.'
            )


RULE = Rule("type-mismatch-number", WARNING, CONDITION, check)
