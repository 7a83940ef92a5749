"""Operators of dates: ISO 8601 as W3C profiles it, or seconds since 1970.

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
"""

from __future__ import annotations

from collections.abc import Callable
from operator import eq, ge, gt, le, lt

from ...aws.glob import Tokens
from .operator import Operator, literal

_LONGEST = 40
_YEAR = 4
_EMPTY_FIELDS = {4: "-01-01", 7: "-01"}


def seconds(text: str) -> float | None:
    """Seconds since 1970 of a date, in UTC where it names no zone, or None when the text is no date."""
    from datetime import UTC, datetime  # only policies with dates pay for it

    text = text.strip()
    if not text or len(text) > _LONGEST or not text.isascii():
        return None
    if (
        text.lstrip("-").replace(".", "", 1).isdigit()
        and len(text) > _YEAR
        and text.count("-") <= 1
        and "-" not in text[1:]
    ):
        return float(text)
    try:
        moment = datetime.fromisoformat(text + _EMPTY_FIELDS.get(len(text), ""))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _read(tokens: Tokens) -> float | None:
    return seconds(literal(tokens))


def _compared(test: Callable[[float, float], bool]) -> Callable[[float, str], bool]:
    def matches(wanted: float, given: str) -> bool:
        value = seconds(given)
        return value is not None and test(value, wanted)

    return matches


EQUALS = Operator("DateEquals", "to be", _read, _compared(eq))
NOT_EQUALS = EQUALS.opposite("DateNotEquals", "not to be")
LESS = Operator("DateLessThan", "to be before", _read, _compared(lt))
LESS_OR_EQUAL = Operator("DateLessThanEquals", "to be at or before", _read, _compared(le))
GREATER = Operator("DateGreaterThan", "to be after", _read, _compared(gt))
GREATER_OR_EQUAL = Operator("DateGreaterThanEquals", "to be at or after", _read, _compared(ge))

OPERATORS = (EQUALS, NOT_EQUALS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL)
