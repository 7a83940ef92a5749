"""aws:SourceIp is compared with private addresses: only, or beside public ones; to be among them, or outside
of them.

## private-source-ip
aws:SourceIp is compared with private addresses only.

aws:SourceIp is the public address that a request comes from, so it is never private: the condition never
holds. For requests through a VPC endpoint there is aws:VpcSourceIp.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}

Not this: The key aws:VpcSourceIp is where private addresses belong.
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {
        "IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}
      }
    }

## private-not-source-ip
aws:SourceIp is to be outside of private addresses only.

aws:SourceIp is the public address that a request comes from, so it is always outside of private ranges: the
condition always holds, and a Deny with it denies everybody.

Bad:
    {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}

Good:
    {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}

## private-source-ip-subset
Some of the ranges for aws:SourceIp are private.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"]}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}}

## private-not-source-ip-subset
Some of the ranges that aws:SourceIp is to be outside of are private.

Bad:
    {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"]}}}

Good:
    {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}}

## *-subset
aws:SourceIp is the public address that a request comes from, so a private range in the list does nothing. It
shows that somebody expected requests from inside a VPC.

## *
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ....evaluation.operators import Named
from ....policies.statements import Condition, Statement
from ...edits import remove
from ...policy import Policy
from ...rule import CONDITION, ERROR, SUGGESTION, Problem, Rule
from ._networks import private_ranges, public_ranges
from ._values import says


def _about(negated: bool) -> Callable[[Named, str], bool]:
    return lambda operator, key: (
        key == "aws:sourceip" and operator.family == "IpAddress" and operator.negated is negated
    )


def _only(code: str, negated: bool, holds: str) -> Rule:
    def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
        """Ranges that are all private."""
        private = private_ranges(condition)
        if private and not public_ranges(condition):
            yield Problem(
                private[0],
                f"The key aws:SourceIp is the public address of a request and never {says(private[0])}, "
                f"so this condition {holds} holds: write "
                "the public addresses, or compare aws:VpcSourceIp, together with aws:SourceVpc, for "
                "requests through a VPC endpoint.",
            )

    return Rule(code, ERROR, CONDITION, check, concerns=_about(negated))


def _some(code: str, negated: bool) -> Rule:
    def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
        """Private ranges beside others; each private one is named."""
        if not public_ranges(condition):
            return
        for value in private_ranges(condition):
            yield Problem(
                value,
                f"{says(value)} does nothing here, since aws:SourceIp is the public address of a "
                "request: take it out, or compare "
                "aws:VpcSourceIp for requests through a VPC endpoint.",
                suggestion=f"Remove {says(value)}.",
                edit=remove(value, policy.chars) if policy.editable else None,
            )

    return Rule(code, SUGGESTION, CONDITION, check, concerns=_about(negated))


RULES = (
    _only("private-source-ip", False, "never"),
    _only("private-not-source-ip", True, "always"),
    _some("private-source-ip-subset", False),
    _some("private-not-source-ip-subset", True),
)
