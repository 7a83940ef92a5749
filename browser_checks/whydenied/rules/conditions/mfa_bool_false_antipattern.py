"""A Deny without MFA overlooks requests that say nothing of MFA.

Requests with long-term access keys carry no aws:MultiFactorAuthPresent at all, so Bool false does not hold and they pass. BoolIfExists
takes them in.

Bad:
    {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}

Good:
    {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.edits import reword
from ...policies.policy import Policy
from ...policies.rule import CONDITION, SECURITY, Problem, Rule
from ...policies.statements import Condition, Statement
from ._operators import free, operator_of, sole


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Deny where the key is false, without IfExists and without another Deny for requests that lack it."""
    operator = operator_of(condition)
    if (
        condition.name != "aws:multifactorauthpresent"
        or not statement.denies
        or not operator.needs_key
        or operator.family not in ("Bool", "String")
    ):
        return
    if not any(value.text.lower() == "false" for value in condition.values) or any(_denies_missing(other) for other in policy.statements):
        return
    instead = operator.renamed("Bool", if_exists=True)
    yield Problem(
        condition.operator,
        f"Requests with long-term access keys have no {condition.key.text}, so {condition.operator.text} false lets them through: write "
        f"{instead}.",
        suggestion=f"Write {instead}.",
        edit=reword(condition.operator, instead) if sole(condition) and free(condition, instead) else None,
    )


def _denies_missing(statement: Statement) -> bool:
    """Whether a Deny is for requests that lack the key."""
    return statement.denies and any(
        condition.name == "aws:multifactorauthpresent"
        and operator_of(condition).family == "Null"
        and any(value.text.lower() == "true" for value in condition.values)
        for condition in statement.conditions
    )


RULE = Rule("mfa-bool-false-antipattern", SECURITY, CONDITION, check)
