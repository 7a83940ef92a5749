"""Some of the ranges for aws:SourceIp are private.

aws:SourceIp is the public address that a request comes from, so a private range in the list does nothing. It shows that somebody
expected requests from inside a VPC.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"]}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...edits import remove
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._networks import private_ranges, public_ranges
from ._operators import operator_of
from ._values import says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """IpAddress with private ranges beside others; each private one is named."""
    if condition.name != "aws:sourceip" or operator_of(condition).family != "IpAddress" or operator_of(condition).negated is not False:
        return
    private = private_ranges(condition)
    if not private or not public_ranges(condition):
        return
    for value in private:
        yield Problem(
            value,
            f"{says(value)} does nothing here, since aws:SourceIp is the public address of a request: take it out, or compare "
            "aws:VpcSourceIp for requests through a VPC endpoint.",
            suggestion=f"Remove {says(value)}.",
            edit=remove(value, policy.chars) if policy.editable else None,
        )


RULE = Rule("private-source-ip-subset", SUGGESTION, CONDITION, check)
