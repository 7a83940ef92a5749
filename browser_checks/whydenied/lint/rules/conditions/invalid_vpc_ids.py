"""A value is not the id of a VPC, or of a VPC endpoint.

## invalid-vpc-id
A value is not the id of a VPC.

The id of a VPC is vpc- and 8 or 17 hexadecimal digits. Any other value never matches, and AWS's validation
refuses it.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:SourceVpc": "vpc_0a1b2c3d"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-0a1b2c3d4e5f67890"}}}

## invalid-vpce-id
A value is not the id of a VPC endpoint.

The id of a VPC endpoint is vpce- and 8 or 17 hexadecimal digits. Any other value never matches, and AWS's
validation refuses it.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:SourceVpce": "vpc-0a1b2c3d"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f67890"}}}

## *
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule
from ._operators import operator_of
from ._values import fixed, opens, says


def _rule(code: str, prefix: str, what: str, *keys: str) -> Rule:
    form = re.compile(rf"{prefix}-(?:[0-9a-f]{{8}}|[0-9a-f]{{17}})")
    starts = "|".join(prefix[:length] for length in range(len(prefix), 0, -1))
    pattern = re.compile(rf"(?:{starts}|{prefix}-[0-9a-f]{{0,17}})?[*?][0-9a-f*?]{{0,20}}")

    def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
        """A value that has not the form of such an id; patterns may leave characters open."""
        for value in fixed(condition):
            text = value.text
            if form.fullmatch(text) or (
                opens(text) and (pattern.fullmatch(text) or not operator_of(condition).likes)
            ):
                continue
            yield Problem(
                value,
                f'"{says(value)}" is not the id of {what}, so {condition.key.text} never has that '
                f"value: it is {prefix}- and 8 or 17 "
                f"hexadecimal digits, such as {prefix}-0a1b2c3d4e5f67890.",
            )

    return Rule(
        code,
        ERROR,
        CONDITION,
        check,
        concerns=lambda operator, key: key in keys and operator.family == "String",
    )


RULES = (
    _rule("invalid-vpc-id", "vpc", "a VPC", "aws:ec2instancesourcevpc", "aws:sourcevpc"),
    _rule("invalid-vpce-id", "vpce", "a VPC endpoint", "aws:sourcevpce"),
)
