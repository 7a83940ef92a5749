"""A condition key is compared with an empty list.

No value equals one of none: the statement never applies, or, with an operator that asks for a difference, always.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::price-lists/*",
     "Condition": {"StringEquals": {"aws:PrincipalAccount": []}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::price-lists/*",
     "Condition": {"StringEquals": {"aws:PrincipalAccount": ["111122223333"]}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._empty_conditions import empty

CODE = "empty-array-condition"


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A plain operator without values."""
    if empty(condition) == CODE:
        yield Problem(
            condition.value,
            f"The key {condition.key.text} is compared with an empty list, so {condition.operator.text} decides nothing by its value: write at least one, or take the key out.",
        )


RULE = Rule(CODE, SUGGESTION, CONDITION, check)
