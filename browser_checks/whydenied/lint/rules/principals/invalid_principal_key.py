"""The kind of a principal is not one that AWS knows.

The kinds are AWS, Service, Federated and CanonicalUser, written exactly so.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"Aws": "arn:aws:iam::111122223333:role/app"},
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

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import UNKNOWN, Object
from ....policies.statements import Statement
from ... import edits
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Keys of the Principal map other than the four."""
    member = statement.member("Principal", "NotPrincipal")
    if member is None or not isinstance(member.value, Object):
        return
    for entry in member.value.members:
        name = entry.name
        if name in _KINDS or UNKNOWN in name:
            continue
        right = next((kind for kind in _KINDS if kind.lower() == name.lower().rstrip("s")), None)
        yield Problem(
            entry.key,
            f'"{name}" is no kind of principal, so AWS refuses the policy: '
            + (f'write "{right}".' if right else "the kinds are AWS, Service, Federated and CanonicalUser."),
            suggestion=right,
            edit=edits.reword(entry.key, right)
            if right and policy.editable and not member.value.member(right)
            else None,
        )


_KINDS = ("AWS", "Service", "Federated", "CanonicalUser")


RULE = Rule("invalid-principal-key", ERROR, STATEMENT, check, needs=("Principal", "NotPrincipal"))
