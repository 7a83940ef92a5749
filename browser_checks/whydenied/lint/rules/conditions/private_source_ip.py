"""aws:SourceIp is compared with private addresses only.

aws:SourceIp is the public address that a request comes from, so it is never private: the condition never holds. For requests through a
VPC endpoint there is aws:VpcSourceIp.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}

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
    """IpAddress with ranges that are all private."""
    if condition.name != "aws:sourceip" or operator_of(condition).family != "IpAddress" or operator_of(condition).negated is not False:
        return
    private = private_ranges(condition)
    if private and not public_ranges(condition):
        yield Problem(
            private[0],
            f"The key aws:SourceIp is the public address of a request and never {says(private[0])}, so this condition never holds: write "
            "the public addresses, or compare aws:VpcSourceIp, together with aws:SourceVpc, for requests through a VPC endpoint.",
        )


RULE = Rule("private-source-ip", ERROR, CONDITION, check)
