"""A key says nothing in the policy of a resource.

A policy on a resource is about that resource alone, whose account and organization are given. The condition
always gives the same answer.

Bad (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/billing"},
     "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"s3:ResourceAccount": "111122223333"}}}

Good (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/billing"},
     "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """The account or organization of the resource in a resource-based policy."""
    yield Problem(
        condition.key,
        f"The key {condition.key.text} is the same for every request that this policy decides, "
        "since it stands on one resource: take "
        "the condition away, or test who calls, for example by aws:PrincipalAccount.",
    )


_KEYS = frozenset({"aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths", "s3:resourceaccount"})


RULE = Rule(
    "irrelevant-condition-key",
    SUGGESTION,
    CONDITION,
    check,
    types=frozenset({"resource"}),
    concerns=lambda _, key: key in _KEYS,
)
