"""A value is not the id of a VPC endpoint.

The id of a VPC endpoint is vpce- and 8 or 17 hexadecimal digits. Any other value never matches, and AWS's validation refuses it.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:SourceVpce": "vpc-0a1b2c3d"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f67890"}}}

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


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value that has not the form of such an id; patterns may leave characters open."""
    operator = operator_of(condition)
    if condition.name != "aws:sourcevpce" or operator.family != "String":
        return
    for value in fixed(condition):
        text = value.text
        if _ID.fullmatch(text) or (opens(text) and (_PATTERN.fullmatch(text) or not operator.likes)):
            continue
        yield Problem(
            value,
            f'"{says(value)}" is not the id of a VPC endpoint, so {condition.key.text} never has that value: it is vpce- and 8 or 17 '
            "hexadecimal digits, such as vpce-0a1b2c3d4e5f67890.",
        )


_ID = re.compile(r"vpce-(?:[0-9a-f]{8}|[0-9a-f]{17})")
_PATTERN = re.compile(r"(?:vpce|vpc|vp|v|vpce-[0-9a-f]{0,17})?[*?][0-9a-f*?]{0,20}")


RULE = Rule("invalid-vpce-id", ERROR, CONDITION, check)
