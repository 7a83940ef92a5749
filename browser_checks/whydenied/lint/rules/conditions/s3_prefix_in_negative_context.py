"""Listing is forbidden for a prefix, but a shorter prefix shows the same names.

The caller chooses the prefix of a listing. Who may not list private/ lists with no prefix at all and sees
what lies under it.

Bad:
    {"Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::invoices",
     "Condition": {"StringLike": {"s3:prefix": "private/*"}}}

Good:
    {"Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::invoices",
     "Condition": {"StringNotLike": {"s3:prefix": "public/*"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SECURITY, Problem, Rule
from ._operators import operator_of
from ._values import says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Deny of some prefixes, or an Allow of all but some."""
    if operator_of(condition).negated is not statement.allows:
        return
    first = next((value for value in condition.values if value.text.strip("*")), None)
    if first is None or not (statement.allows or statement.denies):
        return
    yield Problem(
        condition.operator,
        f'Who may not list "{says(first)}" can list with a shorter prefix, or none, and see the '
        "same names: list the prefixes that are "
        f"allowed instead, {'with StringLike' if statement.allows else 'with a Deny by StringNotLike'}.",
    )


RULE = Rule(
    "s3-prefix-in-negative-context",
    SECURITY,
    CONDITION,
    check,
    concerns=lambda operator, key: key == "s3:prefix" and operator.family == "String",
)
