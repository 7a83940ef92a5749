"""A set operator stands before a global key that has a single value.

Set operators treat a missing key differently: ForAllValues holds without it, ForAnyValue with a negated
operator does not. A guard rail built on that has a hole.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ForAllValues:IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data.keys import GLOBAL
from ....evaluation.operators import Named
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SECURITY, Problem, Rule
from ._keys import free_text, known
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A set operator with one of the global keys that are known to be single-valued."""
    operator = operator_of(condition)
    yield Problem(
        condition.key,
        f"The key {condition.key.text} never has more than one value, but it is tested with "
        f"{operator.qualifier}, which answers "
        f"differently when the key is missing: write {condition.operator.text.partition(':')[2]}.",
        suggestion=f"Write {condition.operator.text.partition(':')[2]}.",
    )


def _concerns(operator: Named, key: str) -> bool:
    if operator.qualifier is None or operator.family == "Null":
        return False
    found = known(key)
    return (
        found is not None and not found.multivalued and found.name.lower() in GLOBAL and not free_text(found)
    )


RULE = Rule("single-value-condition-set", SECURITY, CONDITION, check, concerns=_concerns)
