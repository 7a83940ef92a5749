"""Null is used to test for MFA.

Null only tells whether aws:MultiFactorAuthPresent is in the request. Temporary credentials without MFA carry
it too, with the value false.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Null": {"aws:MultiFactorAuthPresent": "false"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import POLICY, SECURITY, Problem, Rule
from ._operators import operator_of


def check(policy: Policy) -> Iterator[Problem]:
    """Each Null on the key in a policy that nowhere looks at its value."""
    found = [
        (each, condition)
        for each in policy.statements
        for condition in each.conditions
        if condition.name == _KEY
    ]
    if any(operator_of(condition).family not in ("", "Null") for _, condition in found):
        return
    for statement, condition in found:
        if operator_of(condition).family == "Null":
            instead = (
                '"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}'
                if statement.denies
                else '"Bool": {"aws:MultiFactorAuthPresent": "true"}'
            )
            yield Problem(
                condition.key,
                (
                    f"Null only tells whether {condition.key.text} is in the request, which is so without "
                    f"MFA too: write {instead}."
                ),
                suggestion=f"Write {instead}.",
            )


_KEY = "aws:multifactorauthpresent"


RULE = Rule("mfa-null-antipattern", SECURITY, POLICY, check, mentions=("multifactorauth",))
