"""A function's or bucket's policy is longer than 20,480 characters.

Lambda takes 20,480 bytes for the policy of a function, a version or an alias, S3 the same for a bucket. Many statements of one kind, one for each
topic or rule, are the usual reason.

Bad (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::invoices-of-the-year/{0000..0519}/*"]}

Good (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices-of-the-year/*"}

Source: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import POLICY, WARNING, Problem, Rule
from ._quota import over

_SERVICES = {"lambda": "a function", "s3": "a bucket"}
"""Services whose quota is known; others have quotas of their own."""


def check(policy: Policy) -> Iterator[Problem]:
    """A resource-based policy over the quota of its service, where that is known."""
    if policy.service in _SERVICES:
        yield from over(
            policy, 20_480, f"a policy of {_SERVICES[policy.service]}", "One statement with a wildcard in aws:SourceArn can replace many."
        )


RULE = Rule("size-resource", WARNING, POLICY, check, types=frozenset({"resource"}))
