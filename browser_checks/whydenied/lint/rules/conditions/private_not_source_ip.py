"""aws:SourceIp is to be outside of private addresses only.

aws:SourceIp is the public address that a request comes from, so it is always outside of private ranges: the condition always holds, and
a Deny with it denies everybody.

Bad:
    {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}

Good:
    {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule
from ._networks import private_ranges, public_ranges
from ._operators import operator_of
from ._values import says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """NotIpAddress with ranges that are all private."""
    if condition.name != "aws:sourceip" or operator_of(condition).family != "IpAddress" or operator_of(condition).negated is not True:
        return
    private = private_ranges(condition)
    if private and not public_ranges(condition):
        yield Problem(
            private[0],
            f"The key aws:SourceIp is the public address of a request and never {says(private[0])}, so this condition always holds: write "
            "the public addresses, or compare aws:VpcSourceIp, together with aws:SourceVpc, for requests through a VPC endpoint.",
        )


RULE = Rule("private-not-source-ip", ERROR, CONDITION, check)
