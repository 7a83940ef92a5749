"""A condition trusts a header that any caller can set.

aws:Referer and aws:UserAgent are copied from the request, which its sender writes. AWS says not to use them
to keep anybody out.

Bad (resource):
    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringLike": {"aws:Referer": "https://app.example.com/*"}}}

Good (resource):
    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f67890"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-referer
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SECURITY, Problem, Rule


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A comparison of a key that holds a header of the request."""
    yield Problem(
        condition.key,
        f"The key {condition.key.text} is a header that the caller writes and can forge, so the "
        "condition keeps nobody out: use a key "
        "that AWS fills in, such as aws:SourceArn, aws:SourceVpce or aws:PrincipalArn.",
    )


RULE = Rule(
    "untrustworthy-condition-key",
    SECURITY,
    CONDITION,
    check,
    concerns=lambda operator, key: (
        key in ("aws:referer", "aws:useragent") and operator.family not in ("", "Null")
    ),
)
