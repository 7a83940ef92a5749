"""A key that decides who gets in is compared with almost any value.

Account, organization, VPC and endpoint ids mean nothing in part, and an ARN that is open from the start fits
anybody. AWS calls these keys sensitive.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:*"}}}

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringLike": {"aws:PrincipalOrgID": "o-a*"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/billing-*"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....aws.data.wildcards import has_wildcard
from ....policies.statements import Condition, Statement
from ....report.words import Severity
from ...policy import Policy
from ...rule import CONDITION, ERROR, SECURITY, WILD, Problem, Rule
from ._keys import IDENTIFIERS, SENSITIVE
from ._operators import operator_of
from ._values import fixed, says, start


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A wildcard in an identifier, or one too early in an ARN or id, where matching opens the policy: Allow,
    or the exception of a Deny."""
    if operator_of(condition).negated is not statement.denies or not (statement.allows or statement.denies):
        return
    claim = _is_subject(condition.name)
    for value in fixed(condition):
        weight = _weight(condition.name, value.text, claim=claim) if has_wildcard(value.text) else None
        if weight is None or (weight == SECURITY and _narrowed(condition, statement)):
            continue
        yield Problem(
            value,
            f'"{says(value)}" leaves open whose {condition.key.text} it is, so the condition keeps '
            "hardly anybody out: write the whole "
            "value"
            + (
                ", or at least the account and the beginning of the name." if condition.name in _ARNS else "."
            ),
            severity=weight,
        )


def _weight(name: str, text: str, *, claim: bool) -> Severity | None:
    """How bad the wildcards of a value are."""
    literal = start(text)
    if name in IDENTIFIERS or name in _OWN:
        return ERROR
    if name in _PATHS:
        return ERROR if "/" not in literal else None
    if claim:
        return ERROR if len(literal) < _LEAST else None
    if name == "aws:userid":
        return ERROR if ":" not in literal and len(literal) < _LEAST else None
    fields = arn.fields(text)
    if len(fields) < _FIELDS:
        return ERROR if len(literal) < len("arn:aws:iam") else SECURITY
    service, account, resource = fields[2], fields[4], fields[5]
    if has_wildcard(service) and not service.strip("*"):
        return ERROR
    # The type of the resource (role/) is no restriction.
    if service == "iam" and ":" in resource:
        return None  # the reserved roles of AWS's own services: no role of a customer has a colon in its name
    own = resource.partition("/")[2] if "/" in resource else resource.rpartition(":")[2]
    open_account = not account.strip("*") and (name == "aws:principalarn" or bool(account) or service == "s3")
    return (
        SECURITY
        if open_account
        and has_wildcard(own)
        and len(own.replace("*", "").replace("?", "")) < _LEAST
        and "*" in own[:_LEAST]
        else None
    )


def _narrowed(condition: Condition, statement: Statement) -> bool:
    """Whether the statement names the account or organization by another key."""
    return any(other.name in IDENTIFIERS for other in statement.conditions if other.name != condition.name)


_ARNS = frozenset({"aws:principalarn", "aws:sourcearn"})
_OWN = frozenset({"kms:calleraccount", "s3:dataaccesspointaccount", "s3:resourceaccount"})
"""Accounts in keys of single services."""
_PATHS = frozenset(
    {"aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths"}
)
_FIELDS = 6
_LEAST = 6
"""Characters that AWS's validation wants before a wildcard. Source: AWS's policy check
WILDCARD_USAGE_TOO_PERMISSIVE in
https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""


def _is_subject(name: str) -> bool:
    """Whether a key holds whom an identity provider's token is for."""
    return name.endswith(":sub") and "." in name


RULE = Rule(
    "wildcard-too-permissive",
    ERROR,
    CONDITION,
    check,
    concerns=lambda operator, key: (
        operator.likes and (key in SENSITIVE or key in _PATHS or key in _OWN or _is_subject(key))
    ),
    values=WILD,
)
