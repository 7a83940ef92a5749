"""StringLike with a lone star only asks for the key to be there.

A star fits every value, so any request that has the key passes. Null with false says the same and shows that it is meant.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringLike": {"aws:PrincipalTag/team": "*"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Null": {"aws:PrincipalTag/team": "false"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...edits import Edit, written
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._keys import always_there
from ._operators import free, operator_of, sole
from ._values import whole


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Like operator with a value of stars only, on a key that a request may lack."""
    operator = operator_of(condition)
    if not operator.likes or operator.negated or always_there(condition, policy):
        return
    if whole(condition) is None or ":" not in condition.name or operator.qualifier == "ForAllValues" or operator.if_exists:
        return
    plain = f'"Null": {{"{condition.key.text}": "false"}}'
    block = condition.key.parent
    edit = None
    if block and policy.editable and sole(condition) and free(condition, "Null"):
        edit = Edit(condition.operator.start, block.end, f'"Null": {{{written(condition.key.text)}: "false"}}')
    yield Problem(
        condition.operator,
        f'{condition.operator.text} with "*" only asks whether {condition.key.text} is there: {plain} says the same plainly.',
        suggestion=f"Write {plain}.",
        edit=edit,
    )


RULE = Rule("equivalent-to-null-false", SUGGESTION, CONDITION, check)
