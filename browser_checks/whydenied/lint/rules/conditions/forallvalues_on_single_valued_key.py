"""ForAllValues is used on a key that has a single value.

ForAllValues holds when the request lacks the key, so a caller who does not send it passes. AWS says to use
set operators with multivalued keys only.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...edits import reword
from ...policy import Policy
from ...rule import CONDITION, SECURITY, Problem, Rule
from ._keys import key_of
from ._operators import free, sole


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """ForAllValues and a key that is known to be single-valued."""
    key = key_of(condition)
    if key is None or key.multivalued:
        return
    plain = condition.operator.text.partition(":")[2]
    yield Problem(
        condition.operator,
        (
            f"The key {condition.key.text} has one value, and ForAllValues is also true when a "
            "request lacks the key"
        )
        + (", so this Allow then lets it through" if statement.allows else "")
        + f": write {plain}.",
        suggestion=f"Write {plain}.",
        edit=reword(condition.operator, plain)
        if statement.allows and sole(condition) and free(condition, plain)
        else None,
    )


RULE = Rule(
    "forallvalues-on-single-valued-key",
    SECURITY,
    CONDITION,
    check,
    concerns=lambda operator, _: operator.qualifier == "ForAllValues" and operator.family not in ("", "Null"),
)
