"""A condition can never hold, so the statement never applies.

A key cannot differ from everything, be missing and have a value, or be below one bound and above a higher
one. Such a statement is dead text.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringNotLike": {"aws:PrincipalArn": "*"}}}

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Null": {"aws:SourceVpce": "true"}, "StringEquals": {"aws:SourceVpce":
     "vpce-0a1b2c3d4e5f67890"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f67890"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators.dates import seconds
from ....evaluation.operators.numbers import number
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, Problem, Rule
from ._keys import always_there, free_text, key_of
from ._operators import operator_of
from ._values import fixed, says, whole


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A negated Like with a lone star or NotIpAddress with all addresses, and conditions on one key that
    contradict each other."""
    for condition in statement.conditions:
        operator = operator_of(condition)
        everything = whole(condition) if operator.negated else None
        if everything is None or ((key := key_of(condition)) and free_text(key) and not operator.qualifier):
            continue
        missing = not operator.qualifier and not always_there(condition, policy)
        yield Problem(
            everything,
            f'"{says(everything)}" fits every {condition.key.text}, so {condition.operator.text} '
            + (
                "holds only for requests without the key"
                if missing
                else "never holds, and the statement never applies"
            )
            + ": name the values that are meant.",
            suggestion="Name the values that are meant.",
        )
    if len(statement.conditions) > 1:
        yield from _contradictions(statement)


def _contradictions(statement: Statement) -> Iterator[Problem]:
    by_key: dict[str, list[Condition]] = {}
    for condition in statement.conditions:
        by_key.setdefault(condition.name, []).append(condition)
    for conditions in by_key.values():
        if 1 < len(conditions) <= _MOST and (pair := _contradiction(conditions)):
            one, other = pair
            yield Problem(
                other.key,
                f"The operator {other.operator.text} and {one.operator.text} on {other.key.text} cannot "
                "both hold, so the statement never "
                "applies: both have to, since the conditions of a statement are joined by and.",
            )


def _contradiction(conditions: list[Condition]) -> tuple[Condition, Condition] | None:
    for one in conditions:
        for other in conditions:
            if one is not other and _excludes(one, other):
                return one, other
    return None


def _excludes(one: Condition, other: Condition) -> bool:
    """Whether the second can never hold where the first does."""
    first, second = operator_of(one), operator_of(other)
    if not second.needs_key or second.qualifier:
        return False
    if first.family == "Null":
        return bool(one.values) and all(value.text.lower() == "true" for value in one.values)
    allowed, values = fixed(other), {value.text for value in fixed(one)}
    if len(allowed) != len(other.values) or not allowed or first.qualifier or first.family != second.family:
        return False
    if first.family == "String" and first.negated and not second.likes:
        return all(value.text in values for value in allowed)
    if (
        first.family in ("Numeric", "Date")
        and "less" in first.base.lower()
        and "greater" in second.base.lower()
    ):
        return _apart(one, other, first.family)
    return False


def _apart(upper: Condition, lower: Condition, family: str) -> bool:
    """Whether every upper bound is below every lower bound."""
    read = number if family == "Numeric" else seconds
    most, least = [read(value.text) for value in fixed(upper)], [read(value.text) for value in fixed(lower)]
    known = [value for value in most if value is not None], [value for value in least if value is not None]
    return (
        len(most) == len(upper.values) == len(known[0]) > 0
        and len(known[1]) == len(least) > 0
        and max(known[0]) < min(known[1])
    )


_MOST = 6
"""Conditions on one key that are compared with each other: two or three are common."""


RULE = Rule("never-true-condition", SUGGESTION, STATEMENT, check, needs=("Condition",))
