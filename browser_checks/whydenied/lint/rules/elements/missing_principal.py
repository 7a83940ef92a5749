"""A statement of a resource's policy has no Principal.

A policy that stands on a resource has to say who is meant, since nobody carries it. AWS refuses a statement
without the element.

Bad (resource):
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Good (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/shop"}, "Action":
    "sqs:SendMessage",
     "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._names import lacks

_WHOSE = {"rcp": "a resource control policy", "vpc-endpoint": "a VPC endpoint's policy"}


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A statement without Principal and NotPrincipal; trust policies have a rule of their own."""
    if lacks(statement, "Principal", "NotPrincipal"):
        whose = _WHOSE.get(policy.type, "a resource's policy")
        example = '{"AWS": "..."} or {"Service": "..."}' if policy.type == "resource" else '"*"'
        yield Problem(
            statement.node,
            (
                f"The statement does not say who is meant, which {whose} has to, so AWS refuses it: add "
                f'"Principal": {example}.'
            ),
        )


RULE = Rule(
    "missing-principal",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"resource", "rcp", "vpc-endpoint"}),
    lacks=("Principal", "NotPrincipal"),
)
