"""A policy variable stands in a value whose operator takes none.

IAM fills variables in for string and ARN operators only. With a number, a date, a Boolean or an address they
stay as they are, and the test fails.

Bad:
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::homes",
      "Condition": {"NumericLessThan": {"s3:max-keys": "${aws:PrincipalTag/most}"}}
    }

Good:
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::homes",
      "Condition": {"StringLike": {"s3:prefix": "${aws:PrincipalTag/team}/*"}}
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, VARIABLE, Problem, Rule
from ._places import named, shown


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A variable under a numeric, date, Boolean, binary, IP or Null operator."""
    for value in condition.values:
        if "${" in value.text and any(named(value.text)):
            yield Problem(
                value,
                f'{condition.operator.text} takes no policy variables, so "{shown(value.text)}" is '
                f"compared as it stands and never fits {condition.key.text}: "
                "variables work with String and Arn operators only.",
            )


RULE = Rule(
    "variable-with-wrong-operator",
    ERROR,
    CONDITION,
    check,
    concerns=lambda operator, _: operator.family not in ("String", "Arn", ""),
    values=VARIABLE,
)
