"""The operator is not for the type of the key.

Each key has a type. An operator of another type compares text with numbers, dates or addresses, and then
mostly never matches.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"NumericEquals": {"aws:PrincipalOrgID": "1"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators import Named
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, WARNING, Problem, Rule
from ._keys import free_text, key_of, known
from ._operators import operator_of
from ._values import fixed, opens


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A known key with an operator of another family, where the two do not happen to work together."""
    family, key = operator_of(condition).family, key_of(condition)
    if key is None:
        return
    if family == "Arn" and all(
        value.text.startswith("arn:") or not value.known for value in condition.values
    ):
        return
    # AWS's pages compare these so: seconds since 1970, and an address with a variable, which IpAddress cannot.
    if family == "Numeric" and key.name.lower() in ("aws:epochtime", "kms:validto"):
        return
    if (
        family == "String"
        and key.type == "IPAddress"
        and any("${" in value.text for value in condition.values)
    ):
        return
    as_text = (
        family == "String"
        and key.type in ("Bool", "Numeric")
        and not any(opens(value.text) for value in condition.values)
    )
    booleans = family == "Bool" and all(value.text.lower() in ("true", "false") for value in fixed(condition))
    right = _FITTING[key.type][0]
    yield Problem(
        condition.operator,
        f"The key {condition.key.text} is of type {key.type}, but {condition.operator.text} "
        f"compares {_SAYS[family]}: use an operator "
        f"for {_SAYS[right]}.",
        suggestion=f"Use an operator that begins with {right}.",
        severity=SUGGESTION if as_text or (booleans and key.type == "String") else None,
    )


_FITTING: dict[str, tuple[str, ...]] = {
    "String": ("String",),
    "ARN": ("Arn", "String"),
    "Bool": ("Bool",),
    "Numeric": ("Numeric",),
    "Date": ("Date",),
    "IPAddress": ("IpAddress",),
}
_SAYS = {
    "String": "text",
    "Arn": "ARNs",
    "Bool": "true and false",
    "Numeric": "numbers",
    "Date": "dates",
    "IpAddress": "IP addresses",
}


def _concerns(operator: Named, key: str) -> bool:
    if operator.family in ("", "Null", "Binary"):
        return False
    found = known(key)
    return found is not None and operator.family not in _FITTING[found.type] and not free_text(found)


RULE = Rule("type-mismatch-operator", WARNING, CONDITION, check, concerns=_concerns)
