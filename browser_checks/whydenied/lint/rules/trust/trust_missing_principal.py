"""A trust policy names nobody.

Without a principal nobody may assume the role, and IAM refuses the policy.

Bad (trust):
    {"Effect": "Allow", "Action": "sts:AssumeRole"}

Good (trust):
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Neither Principal nor NotPrincipal."""
    if not statement.has("Principal", "NotPrincipal") and not statement.is_open:
        yield Problem(
            statement.node,
            "The statement does not say who may assume the role, so IAM refuses the trust policy: "
            "add a Principal, for a function "
            '{"Service": "lambda.amazonaws.com"}.',
            suggestion='"Principal": {"Service": "lambda.amazonaws.com"}',
        )


RULE = Rule(
    "trust-missing-principal",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"trust"}),
    section="execution-role-trust",
    lacks=("Principal", "NotPrincipal"),
)
