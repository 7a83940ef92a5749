"""Null is used to test for MFA.

Null only tells whether aws:MultiFactorAuthPresent is in the request. Temporary credentials without MFA carry it too, with the value
false.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Null": {"aws:MultiFactorAuthPresent": "false"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import CONDITION, SECURITY, Problem, Rule
from ...policies.statements import Condition, Statement
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Null on the key in a policy that nowhere looks at its value."""
    if condition.name != _KEY or operator_of(condition).family != "Null":
        return
    if any(other.name == _KEY and operator_of(other).family not in ("", "Null") for each in policy.statements for other in each.conditions):
        return
    yield Problem(
        condition.key,
        f"Null only tells whether {condition.key.text} is in the request, which is so without MFA too: write "
        + (
            '"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}.'
            if statement.denies
            else '"Bool": {"aws:MultiFactorAuthPresent": "true"}.'
        ),
    )


_KEY = "aws:multifactorauthpresent"


RULE = Rule("mfa-null-antipattern", SECURITY, CONDITION, check)
