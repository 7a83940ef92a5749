"""An IP condition holds a value that is no address or range.

IAM wants CIDR notation (203.0.113.0/24, 2001:db8::/32) or one address. Anything else never matches: an Allow is then dead, and a Deny
with NotIpAddress denies everybody.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.300/24"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule
from ._networks import network
from ._operators import operator_of
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value of IpAddress or NotIpAddress that is not in CIDR notation."""
    if operator_of(condition).family != "IpAddress":
        return
    for value in fixed(condition):
        if network(value.text.strip()) is None:
            yield Problem(
                value,
                f'"{says(value)}" is no IP address or range in CIDR notation, so {condition.operator.text} cannot compare '
                f"{condition.key.text} with it: write it as 203.0.113.0/24.",
            )


RULE = Rule("type-mismatch-ip-range", ERROR, CONDITION, check)
