"""Whom a VPC endpoint's policy lets through: for the services of gateway endpoints by a condition, because a Principal
that names an account means only its root user there.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..aws import arn
from ..policies.statements import Statement
from ..report import Denial

ROOT_ONLY = (
    'Write Principal "*" and a condition on aws:PrincipalAccount in {policy}: at a gateway endpoint a Principal that names '
    "an account means its root user"
)
"""What to change in a statement that names an account."""
_WITH_GATEWAY = ("s3", "dynamodb")


def is_by_condition(denial: Denial) -> bool:
    """Whether the policy that denied names its callers by a condition."""
    service = (denial.action or "").partition(":")[0].lower()
    return denial.policy_type == "vpc-endpoint" and service in _WITH_GATEWAY


def means_root(statement: Statement) -> bool:
    """Whether a statement names accounts alone, which at a gateway endpoint means their root users."""
    named = [each.value.text for each in statement.principals if each.kind == "AWS"]
    return bool(named) and all(each.endswith(":root") or each.isdigit() for each in named)


def narrowed(statement: Mapping[str, Any]) -> dict[str, Any]:
    """The statement with its principal as a condition, beside those that it has."""
    principal = statement.get("Principal")
    named = principal.get("AWS") if isinstance(principal, Mapping) else None
    if not isinstance(named, str) or named == "*":
        return {**statement}
    operator, key, value = "ArnEquals", "aws:PrincipalArn", named
    if named.endswith(":root") and (owner := arn.account(named)):
        operator, key, value = "StringEquals", "aws:PrincipalAccount", owner
    held = {**statement.get("Condition", {})}
    if any(each.lower() == key.lower() for each in held.get(operator, {})):
        return {**statement}
    held[operator] = {**held.get(operator, {}), key: value}
    return {**statement, "Principal": {"AWS": "*"}, "Condition": held}
