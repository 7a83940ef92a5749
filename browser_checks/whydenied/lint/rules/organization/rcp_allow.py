"""A resource control policy of your own allows something.

Only RCPFullAWSAccess, which AWS attaches and nobody can detach, allows. Every other RCP consists of Deny
statements.

Bad (rcp):
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "true"}}
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

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An Allow in an RCP that is not AWS's own, which allows everything."""
    if [each.text for each in statement.actions] == ["*"] and not statement.conditions:
        return
    member = statement.member("Effect")
    if member:
        yield Problem(
            member.value,
            (
                "An RCP can only deny, so Organizations refuses this Allow: RCPFullAWSAccess allows "
                "already. Say what is forbidden, as a Deny."
            ),
            suggestion='"Effect": "Deny", with the opposite condition',
        )


RULE = Rule("rcp-allow", ERROR, STATEMENT, check, types=frozenset({"rcp"}), effect="Allow", section="rcp")
