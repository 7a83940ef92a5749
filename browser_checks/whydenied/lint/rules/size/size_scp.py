"""A service control policy is longer than 10,240 characters.

Organizations refuses a longer SCP. Unlike IAM it counts white space, unless the policy is saved in the console. The quota was 5,120 until May 2026; older
pages still say so.

Bad (scp):
    {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": ["arn:aws:s3:::invoices-of-the-year-{0000..0259}"]}

Good (scp):
    {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::invoices-of-the-year-*"}

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import ERROR, POLICY, Problem, Rule
from ._quota import over


def check(policy: Policy) -> Iterator[Problem]:
    """An SCP over the quota."""
    yield from over(policy, 10_240, "an SCP", "Split it: ten SCPs may be attached to one account or unit.", blanks=True)


RULE = Rule("size-scp", ERROR, POLICY, check, types=frozenset({"scp"}))
