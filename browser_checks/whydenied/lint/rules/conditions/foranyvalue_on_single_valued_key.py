"""ForAnyValue is used on a key that has a single value.

With one value there is nothing to choose from; the set operator suggests a list that no request has. AWS says
to use it with multivalued keys only.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ForAnyValue:StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-f6g7h8i9j0"]}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-f6g7h8i9j0"]}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...edits import reword
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._keys import key_of
from ._operators import free, operator_of, sole


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """ForAnyValue and a key that is known to be single-valued: it does what was meant, and harms nobody."""
    operator = operator_of(condition)
    key = key_of(condition)
    if key is None or key.multivalued:
        return
    plain = condition.operator.text.partition(":")[2]
    # A negated one differs where the key is missing, so the author decides.
    same = not operator.negated and not operator.if_exists and sole(condition) and free(condition, plain)
    yield Problem(
        condition.operator,
        f"The key {condition.key.text} has one value in a request, so ForAnyValue has nothing "
        f"to choose from: write {plain}, which "
        "already accepts any of the values listed.",
        suggestion=f"Write {plain}.",
        edit=reword(condition.operator, plain) if same else None,
    )


RULE = Rule(
    "foranyvalue-on-single-valued-key",
    SUGGESTION,
    CONDITION,
    check,
    concerns=lambda operator, _: operator.qualifier == "ForAnyValue" and operator.family not in ("", "Null"),
)
