"""A value is none of the type that the operator compares.

## type-mismatch-binary
BinaryEquals is compared with a value that is not base64.

BinaryEquals compares bytes, which the policy writes in base64. Other text never matches.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"BinaryEquals": {"s3:x-amz-content-sha256": "###"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"BinaryEquals": {"s3:x-amz-content-sha256": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals

## type-mismatch-boolean
Bool is compared with a value that is neither true nor false.

Such a value never matches, so the statement never applies.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:SecureTransport": "yes"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:SecureTransport": "true"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean

## type-mismatch-date
A date is compared with a value that is not one.

IAM reads dates as ISO 8601, year first (2026-05-01T00:00:00Z). Any other value never matches.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"DateLessThan": {"aws:CurrentTime": "01/05/2026"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"DateLessThan": {"aws:CurrentTime": "2026-05-01T00:00:00Z"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date

## type-mismatch-ip-range
An IP condition holds a value that is no address or range.

IAM wants CIDR notation (203.0.113.0/24, 2001:db8::/32) or one address. Anything else never matches: an Allow
is then dead, and a Deny with NotIpAddress denies everybody.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.300/24"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress

## type-mismatch-number
A number is compared with a value that is not one.

Such a value never matches, so the condition does not do what it says. Wildcards and units do not work in
numbers either.

Bad:
    {"Effect": "Allow", "Action": "lambda:DeleteFunction", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "1 hour"}}}

Good:
    {"Effect": "Allow", "Action": "lambda:DeleteFunction", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ....evaluation.operators import OPERATORS
from ....evaluation.operators.dates import seconds
from ....evaluation.operators.numbers import number
from ....policies.statements import Condition, Statement
from ....report.words import Severity
from ...policy import Policy
from ...rule import CONDITION, ERROR, WARNING, Problem, Rule
from ._networks import network
from ._values import fixed, says


def _rule(code: str, severity: Severity, family: str, reads: Callable[[str], bool], message: str) -> Rule:
    def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
        """Values without variables that the operators of a family cannot read."""
        for value in fixed(condition):
            if not reads(value.text):
                names = {"value": says(value), "operator": condition.operator.text, "key": condition.key.text}
                yield Problem(value, message.format_map(names))

    return Rule(code, severity, CONDITION, check, concerns=lambda operator, _: operator.family == family)


RULES = (
    _rule(
        "type-mismatch-binary",
        WARNING,
        "Binary",
        lambda text: OPERATORS["binaryequals"].read((text,)) is not None,
        '"{value}" is not base64, so {operator} never matches {key}: encode the bytes, or use StringEquals.',
    ),
    _rule(
        "type-mismatch-boolean",
        WARNING,
        "Bool",
        lambda text: text.lower() in ("true", "false"),
        '{operator} takes "true" or "false", so "{value}" never matches {key}: write one of the two.',
    ),
    _rule(
        "type-mismatch-date",
        WARNING,
        "Date",
        lambda text: seconds(text) is not None,
        (
            '"{value}" is no date that IAM reads, so {operator} never matches {key}: write it as '
            "2026-05-01T00:00:00Z."
        ),
    ),
    _rule(
        "type-mismatch-ip-range",
        ERROR,
        "IpAddress",
        lambda text: network(text.strip()) is not None,
        (
            '"{value}" is no IP address or range in CIDR notation, so {operator} cannot compare '
            "{key} with it: write it as 203.0.113.0/24."
        ),
    ),
    _rule(
        "type-mismatch-number",
        WARNING,
        "Numeric",
        lambda text: number(text) is not None,
        '"{value}" is no number, so {operator} never matches {key}: write digits alone.',
    ),
)
