"""Everyone may do this.

A star as principal means every account and whoever is not signed in. Without a condition that holds callers to some, the resource is public.

Bad (resource):
    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Good (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Good (resource):
    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, SECURITY, Problem, Rule
from ._forms import narrowed


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A star in an Allow that no condition narrows; KMS keys and queues count, too."""
    if principal.value.text != "*" or principal.kind not in ("*", "AWS") or statement.not_principal or narrowed(statement):
        return
    if any(_is_of_url(condition) for condition in statement.conditions):
        return
    yield Problem(
        principal.value,
        "This lets everyone in the world do it: name the account or role that should, or add a condition such as aws:PrincipalOrgID.",
    )


def _is_of_url(condition: Condition) -> bool:
    """Whether the statement is about a function URL that is public, which rules of its own tell."""
    if condition.name == "lambda:functionurlauthtype":
        return any(value.text == "NONE" for value in condition.values)
    return condition.name == "lambda:invokedviafunctionurl"


RULE = Rule("public-principal", SECURITY, PRINCIPAL, check, types=frozenset({"resource"}), effect="Allow")
