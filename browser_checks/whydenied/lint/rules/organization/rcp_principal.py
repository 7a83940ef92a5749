"""The principal of a resource control policy is not everyone.

An RCP has to say "Principal": "*"; whom it spares is said in its conditions.

Bad (rcp):
    {
      "Effect": "Deny",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    }

Good (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    }

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ... import edits
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Principal other than a lone star, or NotPrincipal."""
    member = statement.member("Principal", "NotPrincipal")
    if member is None or (
        member.name == "Principal" and isinstance(member.value, Scalar) and member.value.text == "*"
    ):
        return
    edit = (
        edits.replace(member.value, "*")
        if member.name == "Principal" and policy.editable and statement.denies and _everyone(statement)
        else None
    )
    yield Problem(
        member.value if member.name == "Principal" else member.key,
        (
            'The Principal of an RCP has to be "*", or Organizations refuses it: name those whom '
            "it spares in a condition, for example on aws:PrincipalArn."
        ),
        suggestion='"Principal": "*"',
        edit=edit,
    )


def _everyone(statement: Statement) -> bool:
    """Whether the principal means everyone, written otherwise: then the repair changes nothing."""
    return bool(statement.principals) and all(each.value.text == "*" for each in statement.principals)


RULE = Rule("rcp-principal", ERROR, STATEMENT, check, types=frozenset({"rcp"}), section="rcp")
