"""Anybody may assume the role.

A lone star lets every AWS account in the world try. Only a condition that names an organization, an account
or a principal holds them back.

Bad (trust):
    {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}

Good (trust):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole"}

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "*"},
      "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
    }

Not this (trust): A condition on the organization holds the star to its accounts.
    {
      "Effect": "Allow",
      "Principal": {"AWS": "*"},
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import ERROR, PRINCIPAL, Problem, Rule


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A star as an AWS principal or a bare one, in an Allow that nothing narrows."""
    if principal.value.text != "*" or principal.kind not in ("*", "AWS") or statement.not_principal:
        return
    if any(condition.name in _NARROW and not condition.negated for condition in statement.conditions):
        return
    yield Problem(
        principal.value,
        "This trust policy lets any principal of any account assume the role: name the "
        "account, role or service instead, or add a condition on "
        "aws:PrincipalOrgID.",
    )


_NARROW = frozenset(
    {
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principalarn",
        "aws:principalaccount",
        "aws:userid",
        "sts:externalid",
    }
)
"""Keys that hold the caller to some; an external id does so by being secret between two."""


RULE = Rule(
    "trust-wildcard-principal",
    ERROR,
    PRINCIPAL,
    check,
    types=frozenset({"trust"}),
    effect="Allow",
    section="assume-role",
)
