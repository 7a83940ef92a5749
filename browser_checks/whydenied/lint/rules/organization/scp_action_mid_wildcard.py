"""An action of a service control policy has a wildcard in front of other characters.

Until September 2025 SCPs took a wildcard at the end of an action only, and IAM Access Analyzer still lists
s3:*Bucket as an error. Organizations now takes the full policy language; older tools may still refuse it.

Bad (scp):
    {"Effect": "Deny", "Action": "s3:*Bucket", "Resource": "*"}

Good (scp):
    {"Effect": "Deny", "Action": "s3:DeleteBucket*", "Resource": "*"}

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ACTION, SUGGESTION, Problem, Rule


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A star or question mark that is not at the end of the name."""
    name = action.text.partition(":")[2]
    if any(char in "*?" for char in name.rstrip("*?")):
        yield Problem(
            action,
            f'"{action.text}" has a wildcard before its end. Organizations takes that since '
            "September 2025; tools that know the older rules call it an error. "
            "Name the actions, or put the wildcard at the end, if such a tool reads the policy.",
        )


RULE = Rule("scp-action-mid-wildcard", SUGGESTION, ACTION, check, types=frozenset({"scp"}), section="scp")
