"""A service control policy names a principal.

An SCP binds every user and role of the accounts it is attached to and cannot name some of them. Exempt a role
with a condition on aws:PrincipalArn.

Bad (scp):
    {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "*"}

Good (scp):
    {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ... import edits
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Principal or NotPrincipal in an SCP."""
    member = statement.member("Principal", "NotPrincipal")
    if member:
        yield Problem(
            member.key,
            f"An SCP has no {member.name}, so Organizations refuses this one: an SCP binds "
            "everyone in its accounts. To exempt a role, test aws:PrincipalArn "
            "in the Condition.",
            edit=edits.remove(member.value, policy.chars) if policy.editable else None,
        )


RULE = Rule(
    "scp-principal",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"scp"}),
    needs=("Principal", "NotPrincipal"),
    section="scp",
)
