"""A managed policy is longer than 6,144 characters.

IAM counts the characters without white space and refuses a longer managed policy. Inline policies have quotas of their own: 2,048 for a user, 5,120
for a group and 10,240 for a role, all inline policies of one together. A session policy may have 2,048.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::invoices-of-the-year/{0000..0149}/*"]}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices-of-the-year/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import POLICY, WARNING, Problem, Rule
from ._quota import over


def check(policy: Policy) -> Iterator[Problem]:
    """An identity policy or boundary over the quota of managed policies, a session policy over its own."""
    if policy.type == "session":
        yield from over(policy, 2_048, "a session policy", "Managed policies can be passed by their ARN besides.")
        return
    yield from over(
        policy,
        6_144,
        "a managed policy",
        "An inline policy of a role may have 10,240, of a group 5,120, of a user 2,048, all of them together.",
    )


RULE = Rule("size-identity", WARNING, POLICY, check, types=frozenset({"identity", "boundary", "session"}))
