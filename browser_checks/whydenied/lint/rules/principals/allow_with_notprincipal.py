"""An Allow names whom it does not mean, and so means everyone else.

Allow with NotPrincipal grants to all others, also to those who are not signed in.

Bad (resource):
    {
      "Effect": "Allow",
      "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Node, Scalar, walk
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """NotPrincipal beside Allow."""
    member = statement.member("NotPrincipal")
    # What a program hands on may be nothing.
    if member and not (policy.is_in_program and all(not each.known for each in _values(member.value))):
        yield Problem(
            member.key,
            (
                "This allows everyone in the world but those named: list those who may under "
                "Principal, and forbid the others by a Deny if you have to."
            ),
        )


def _values(value: Node) -> Iterator[Scalar]:
    return (each for each in walk(value) if isinstance(each, Scalar))


RULE = Rule(
    "allow-with-notprincipal",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"resource", "vpc-endpoint"}),
    effect="Allow",
    needs=("NotPrincipal",),
)
