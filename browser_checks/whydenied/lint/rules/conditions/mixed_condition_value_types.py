"""The values of one condition key have different JSON types.

IAM Access Analyzer reports it as an error: strings, numbers and Booleans do not go together under one key.
Quoted values are always right.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalAccount": ["111122223333", 444455556666]}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalAccount": ["111122223333", "444455556666"]}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...edits import replace
from ...policy import Policy
from ...rule import CONDITION, ERROR, SEVERAL, Problem, Rule
from ._values import says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """The first value whose type is not that of the values before it."""
    kinds = [
        (value, value.kind) for value in condition.values if value.kind in ("string", "number", "boolean")
    ]
    if len({kind for _, kind in kinds}) < _TWO:
        return
    odd = next((value for value, kind in kinds if kind != "string"), kinds[0][0])
    if not any(kind == "string" for _, kind in kinds):
        odd = next(value for value, kind in kinds if kind != kinds[0][1])
    yield Problem(
        odd,
        f"The values of {condition.key.text} mix "
        f"{' and '.join(dict.fromkeys(f'{kind}s' for _, kind in kinds))}, which AWS's "
        "validation "
        "refuses: write "
        f'"{says(odd)}" in quotes like the others.',
        suggestion="Put every value in quotes.",
        edit=replace(odd, odd.text) if policy.editable else None,
    )


_TWO = 2


RULE = Rule("mixed-condition-value-types", ERROR, CONDITION, check, values=SEVERAL)
