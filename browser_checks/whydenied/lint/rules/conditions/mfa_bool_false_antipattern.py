"""A Deny without MFA overlooks requests that say nothing of MFA.

Requests with long-term access keys carry no aws:MultiFactorAuthPresent at all, so Bool false does not hold
and they pass. BoolIfExists takes them in.

Bad:
    {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}

Good:
    {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition
from ...edits import reword
from ...policy import Policy
from ...rule import POLICY, SECURITY, Problem, Rule
from ._operators import free, operator_of, sole


def check(policy: Policy) -> Iterator[Problem]:
    """Each Deny where the key is false, without IfExists and without another Deny for requests that lack
    it."""
    found = [
        condition
        for each in policy.statements
        if each.denies
        for condition in each.conditions
        if condition.name == _KEY
    ]
    if any(operator_of(condition).family == "Null" and _has(condition, "true") for condition in found):
        return
    for condition in found:
        operator = operator_of(condition)
        if operator.needs_key and operator.family in ("Bool", "String") and _has(condition, "false"):
            yield _problem(condition)


def _has(condition: Condition, text: str) -> bool:
    return any(value.text.lower() == text for value in condition.values)


def _problem(condition: Condition) -> Problem:
    operator = operator_of(condition)
    instead = operator.renamed("Bool", if_exists=True)
    return Problem(
        condition.operator,
        f"Requests with long-term access keys have no {condition.key.text}, so "
        f"{condition.operator.text} false lets them through: write "
        f"{instead}.",
        suggestion=f"Write {instead}.",
        edit=reword(condition.operator, instead) if sole(condition) and free(condition, instead) else None,
    )


_KEY = "aws:multifactorauthpresent"


RULE = Rule("mfa-bool-false-antipattern", SECURITY, POLICY, check, mentions=("multifactorauth",))
