"""StringLike is used on an ARN key.

For StringLike a star crosses the colons of an ARN; for ArnLike it stays in its field.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::1111*:role/billing-*"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/billing-*"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...edits import reword
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._keys import holds_arn
from ._operators import free, operator_of, sole


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """StringLike or StringNotLike on an ARN key."""
    operator = operator_of(condition)
    instead = operator.renamed("ArnNotLike" if operator.negated else "ArnLike")
    whole = all(
        value.text.count(":") >= _COLONS and value.text.startswith("arn:") for value in condition.values
    )
    yield Problem(
        condition.operator,
        f"The key {condition.key.text} holds an ARN, and with {condition.operator.text} a star in it "
        f"crosses the colons between its fields: write {instead}, which compares field by field.",
        suggestion=f"Write {instead}.",
        edit=reword(condition.operator, instead)
        if whole and sole(condition) and free(condition, instead)
        else None,
    )


_COLONS = 5

# No ARN is known that the one takes in and the other doesn't: it's what AWS advises, not a hole.
RULE = Rule(
    "string-like-on-arn-key",
    SUGGESTION,
    CONDITION,
    check,
    concerns=lambda operator, key: operator.family == "String" and operator.likes and holds_arn(key),
)
