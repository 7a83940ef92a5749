"""A Like operator with a lone star asks only whether the key is there.

## equivalent-to-null-false
StringLike with a lone star only asks for the key to be there.

A star fits every value, so any request that has the key passes. Null with false says the same and shows that
it is meant.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringLike": {"aws:PrincipalTag/team": "*"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Null": {"aws:PrincipalTag/team": "false"}}}

## equivalent-to-null-true
StringNotLike with a lone star only asks for the key to be missing.

A star fits every value, so only a request without the key passes. Null with true says the same and shows that
it is meant.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringNotLike": {"aws:PrincipalTag/team": "*"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Null": {"aws:PrincipalTag/team": "true"}}}

## *
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...edits import Edit, written
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, WILD, Problem, Rule
from ._keys import always_there
from ._operators import free, operator_of, sole
from ._values import whole


def _rule(null: str, negated: bool, other_qualifier: str, asks: str) -> Rule:
    def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
        """A Like operator with a value of stars only, on a key that a request may lack."""
        operator = operator_of(condition)
        if operator.qualifier == other_qualifier or operator.if_exists or ":" not in condition.name:
            return
        if whole(condition) is None or always_there(condition, policy):
            return
        plain = f'"Null": {{"{condition.key.text}": "{null}"}}'
        block = condition.key.parent
        edit = None
        if block and policy.editable and sole(condition) and free(condition, "Null"):
            edit = Edit(
                condition.operator.start, block.end, f'"Null": {{{written(condition.key.text)}: "{null}"}}'
            )
        yield Problem(
            condition.operator,
            (
                f'{condition.operator.text} with "*" only asks whether {condition.key.text} is {asks}: '
                f"{plain} says the same plainly."
            ),
            suggestion=f"Write {plain}.",
            edit=edit,
        )

    return Rule(
        f"equivalent-to-null-{null}",
        SUGGESTION,
        CONDITION,
        check,
        concerns=lambda operator, _: operator.likes and operator.negated is negated,
        values=WILD,
    )


RULES = (
    _rule("false", False, "ForAllValues", "there"),
    _rule("true", True, "ForAnyValue", "missing"),
)
