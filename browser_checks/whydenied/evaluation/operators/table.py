"""The condition operators by name, each with its siblings of one type; a new one is one line in its family's file."""

from __future__ import annotations

from . import addresses, arns, dates, numbers, others, strings
from .operator import Operator

OPERATORS: dict[str, Operator] = {
    operator.name.lower(): operator for family in (strings, numbers, dates, others, addresses, arns) for operator in family.OPERATORS
}
"""By their name in lower case."""
