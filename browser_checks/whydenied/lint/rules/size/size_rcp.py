"""A resource control policy is longer than 5,120 characters.

Organizations refuses a longer RCP; it counts white space, unless the policy is saved in the console.

Bad (rcp):
    {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::invoices-of-the-year-{0000..0129}/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}

Good (rcp):
    {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import ERROR, POLICY, Problem, Rule
from ._quota import over


def check(policy: Policy) -> Iterator[Problem]:
    """An RCP over the quota."""
    yield from over(policy, 5_120, "an RCP", "Split it: five RCPs may be attached to one account or unit.", blanks=True)


RULE = Rule("size-rcp", ERROR, POLICY, check, types=frozenset({"rcp"}))
