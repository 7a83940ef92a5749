"""NullIfExists is not an operator.

Null asks whether a key is there; "if it exists" makes no sense with it, and IAM refuses the policy.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"NullIfExists": {"aws:TokenIssueTime": "true"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Null": {"aws:TokenIssueTime": "true"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators import named
from ....policies.statements import Statement
from ...edits import reword
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._operators import used


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Null with IfExists behind it."""
    for key in used(statement):
        name = named(key.text)
        if name.family != "Null" or not name.if_exists:
            continue
        plain = name.renamed("Null", if_exists=False)
        taken = any(other.text.lower() == plain.lower() for other in used(statement))
        yield Problem(
            key,
            (
                f'"{key.text}" is no operator, so IAM refuses the policy: Null already asks whether the '
                f"key exists. Write {plain}."
            ),
            suggestion=f"Write {plain}.",
            edit=None if taken else reword(key, plain),
        )


RULE = Rule("null-with-ifexists", ERROR, STATEMENT, check, needs=("Condition",), mentions=("null",))
