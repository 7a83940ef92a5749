"""A trust policy uses NotPrincipal.

A trust policy says who may assume the role. NotPrincipal would say who may not, and IAM does not take it
here.

Bad (trust):
    {
      "Effect": "Allow",
      "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "sts:AssumeRole"
    }

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "sts:AssumeRole"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """NotPrincipal in a trust policy."""
    member = statement.member("NotPrincipal")
    if member:
        yield Problem(
            member.key,
            (
                "A trust policy takes no NotPrincipal, so IAM refuses it: name those who may assume "
                "the role under Principal."
            ),
        )


RULE = Rule(
    "trust-with-notprincipal",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"trust"}),
    needs=("NotPrincipal",),
    section="assume-role",
)
