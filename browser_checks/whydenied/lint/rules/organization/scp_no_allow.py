"""A service control policy allows nothing by itself.

At every level, from the root to the account, some SCP has to allow an action. FullAWSAccess, which AWS
attaches everywhere, usually does; where it was detached, a level with Deny statements alone refuses
everything.

Bad (scp):
    {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}

Good (scp):
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}
      ]
    }

Not this (scp): A statement that allows lets what is not denied pass.
    {"Effect": "Allow", "Action": "*", "Resource": "*"}

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import POLICY, SUGGESTION, Problem, Rule


def check(policy: Policy) -> Iterator[Problem]:
    """An SCP of Deny statements only; whether FullAWSAccess is attached beside it the paste does not show."""
    if policy.statements and all(statement.denies for statement in policy.statements):
        yield Problem(
            policy.statements[0].node,
            (
                "This SCP only denies. Keep FullAWSAccess, or another SCP with an Allow, attached at "
                "the same level, or everything is denied there."
            ),
        )


RULE = Rule("scp-no-allow", SUGGESTION, POLICY, check, types=frozenset({"scp"}), section="scp")
