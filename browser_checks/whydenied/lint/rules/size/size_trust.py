"""A trust policy is longer than 2,048 characters.

IAM counts the characters without white space. The quota of a role's trust policy can be raised to 8,192 for an account, not further.

Bad (trust):
    {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:role/runner-{000..059}"]}, "Action": "sts:AssumeRole"}

Good (trust):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/runner"}, "Action": "sts:AssumeRole"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import POLICY, WARNING, Problem, Rule
from ._quota import over


def check(policy: Policy) -> Iterator[Problem]:
    """A trust policy over the quota."""
    yield from over(policy, 2_048, "a trust policy", "The quota can be raised to 8,192 for the account.")


RULE = Rule("size-trust", WARNING, POLICY, check, types=frozenset({"trust"}))
