"""A private address is compared without the VPC it belongs to.

Private addresses exist in every VPC, so one alone says nothing. AWS says to use aws:VpcSourceIp with
aws:SourceVpc or aws:SourceVpce.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}, "StringEquals": {"aws:SourceVpc":
     "vpc-0a1b2c3d4e5f67890"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SECURITY, Problem, Rule
from ._keys import keys_in


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A key of private addresses in a statement without a key that names the VPC."""
    if not _PARTNERS[condition.name].isdisjoint(keys_in(statement)):
        return
    yield Problem(
        condition.key,
        f"The key {condition.key.text} is a private address, which any VPC of anybody can have: "
        f"compare {_ADVICE[condition.name]} in the "
        "same statement.",
        suggestion=f"Add a condition on {_ADVICE[condition.name]}.",
    )


_PARTNERS = {
    "aws:vpcsourceip": frozenset(
        f"aws:{name}"
        for name in ("sourcevpc", "sourcevpce", "sourcevpcarn", "vpceaccount", "vpceorgid", "vpceorgpaths")
    ),
    "aws:ec2instancesourceprivateipv4": frozenset(
        {"aws:ec2instancesourcevpc", "aws:sourcevpc", "aws:sourcevpcarn", "ec2:sourceinstancearn"}
    ),
}
_ADVICE = {"aws:vpcsourceip": "aws:SourceVpc", "aws:ec2instancesourceprivateipv4": "aws:Ec2InstanceSourceVpc"}


RULE = Rule(
    "missing-paired-condition-key",
    SECURITY,
    CONDITION,
    check,
    concerns=lambda operator, key: key in _PARTNERS and operator.family not in ("", "Null"),
)
