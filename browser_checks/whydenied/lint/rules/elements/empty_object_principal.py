"""Principal is an empty object.

It names nobody: an Allow lets nobody in, and a Deny keeps nobody out.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {},
      "Action": "sns:Publish",
      "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"
    }

Good (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/shop"}, "Action": "sns:Publish",
     "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Object
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Principal or NotPrincipal without entries."""
    for name in ("Principal", "NotPrincipal"):
        value = statement.node.get(name)
        if isinstance(value, Object) and not value.members:
            yield Problem(
                value,
                (
                    f'{name} is an empty object, so it names nobody: write who is meant, such as {{"AWS": '
                    f'"..."}}.'
                ),
            )


RULE = Rule("empty-object-principal", SUGGESTION, STATEMENT, check, needs=("Principal", "NotPrincipal"))
