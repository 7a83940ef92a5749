"""An IP range has bits set behind its mask.

They are ignored: 203.0.113.7/24 means all 256 addresses. Writing the network itself shows what is really
allowed.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.7/24"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...edits import replace
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._networks import network
from ._values import fixed


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A range that is not the network of its mask."""
    for value in fixed(condition):
        found = network(value.text.strip()) if "/" in value.text else None
        if (
            found is None
            or str(found.network_address) == value.text.strip().partition("/")[0].lower()
            or _same(value.text, found.network_address)
        ):
            continue
        yield Problem(
            value,
            f"The value {value.text} means the whole range {found}, since what stands behind the "
            f"mask is ignored: write {found}, or one "
            f"address with /{found.max_prefixlen}.",
            suggestion=f"Write {found}.",
            edit=replace(value, str(found)),
        )


def _same(text: str, address: object) -> bool:
    """Whether the text is another way to write the same address (2001:0db8::)."""
    from ipaddress import ip_address

    return ip_address(text.strip().partition("/")[0]) == address


RULE = Rule(
    "ip-host-bits-set",
    SUGGESTION,
    CONDITION,
    check,
    concerns=lambda operator, _: operator.family == "IpAddress",
)
