"""An Allow of a service control policy has a condition.

Before September 2025 Organizations refused a Condition beside Allow. It takes one now: the Allow then lets
through only what fits, and everything else is refused at this level.

Bad (scp):
    {
      "Effect": "Allow",
      "Action": "lambda:*",
      "Resource": "*",
      "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}
    }

Good (scp):
    {
      "Effect": "Deny",
      "Action": "lambda:*",
      "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}
    }

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Condition in an Allow statement of an SCP."""
    member = statement.member("Condition")
    if member:
        yield Problem(
            member.key,
            "This Allow has a condition, which SCPs take since September 2025: what does not fit "
            "it is denied to everyone in the accounts, unless another SCP "
            "of the same level allows it. If you only want to forbid something, write a Deny.",
        )


RULE = Rule(
    "scp-allow-condition",
    SUGGESTION,
    STATEMENT,
    check,
    types=frozenset({"scp"}),
    effect="Allow",
    needs=("Condition",),
    section="scp",
)
