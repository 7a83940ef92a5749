"""Operators of numbers: whole and decimal ones, compared by value and not as text."""

from __future__ import annotations

from collections.abc import Callable
from operator import eq, ge, gt, le, lt

from ...aws.glob import Tokens
from .operator import Operator, literal

_LONGEST = 40


def number(text: str) -> float | None:
    """The number that a text writes, or None."""
    text = text.strip()
    if (
        not text
        or len(text) > _LONGEST
        or not text.isascii()
        or "_" in text
        or text.lower().strip("+-")[:1] in ("i", "n")
    ):
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return None


def _read(tokens: Tokens) -> float | None:
    return number(literal(tokens))


def _compared(test: Callable[[float, float], bool]) -> Callable[[float, str], bool]:
    def matches(wanted: float, given: str) -> bool:
        value = number(given)
        return value is not None and test(value, wanted)

    return matches


EQUALS = Operator("NumericEquals", "to be", _read, _compared(eq))
NOT_EQUALS = EQUALS.opposite("NumericNotEquals", "not to be")
LESS = Operator("NumericLessThan", "to be less than", _read, _compared(lt))
LESS_OR_EQUAL = Operator("NumericLessThanEquals", "to be at most", _read, _compared(le))
GREATER = Operator("NumericGreaterThan", "to be greater than", _read, _compared(gt))
GREATER_OR_EQUAL = Operator("NumericGreaterThanEquals", "to be at least", _read, _compared(ge))

OPERATORS = (EQUALS, NOT_EQUALS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL)
