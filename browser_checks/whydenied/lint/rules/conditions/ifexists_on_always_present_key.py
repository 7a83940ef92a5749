"""IfExists is used on a key that every request carries.

It makes no difference, and leaves the reader wondering which requests might lack the key.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"BoolIfExists": {"aws:SecureTransport": "true"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:SecureTransport": "true"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...edits import reword
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._keys import always_there
from ._operators import free, operator_of, sole


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """IfExists on a key that is always there."""
    operator = operator_of(condition)
    if operator.operator is None or not always_there(condition, policy):
        return
    plain = operator.renamed(operator.operator.name, if_exists=False)
    yield Problem(
        condition.operator,
        (
            f"Every request carries {condition.key.text}, so IfExists makes no difference: {plain} "
            "says the same."
        ),
        suggestion=f"Write {plain}.",
        edit=reword(condition.operator, plain) if sole(condition) and free(condition, plain) else None,
    )


RULE = Rule(
    "ifexists-on-always-present-key",
    SUGGESTION,
    CONDITION,
    check,
    concerns=lambda operator, _: operator.if_exists and operator.family != "Null",
    # AWS writes its own resource control policies so.
    types=frozenset({"identity", "resource", "trust", "scp", "boundary", "session", "vpc-endpoint"}),
)
