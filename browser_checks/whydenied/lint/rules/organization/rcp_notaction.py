"""A resource control policy uses NotAction.

RCPs take Action only; a NotAction would reach services that RCPs do not cover.

Bad (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "NotAction": "s3:GetObject",
      "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    }

Good (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
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
    """NotAction in an RCP."""
    member = statement.member("NotAction")
    if member:
        yield Problem(
            member.key,
            (
                "RCPs have no NotAction, so Organizations refuses this one: list the actions that are "
                "forbidden under Action, such as s3:*."
            ),
        )


RULE = Rule(
    "rcp-notaction", ERROR, STATEMENT, check, types=frozenset({"rcp"}), needs=("NotAction",), section="rcp"
)
