"""The condition operators by name: a new one is a row of its family's file, a new family a file, found by
itself."""

from __future__ import annotations

from ...siblings import modules
from .operator import Operator

OPERATORS: dict[str, Operator] = {
    operator.name.lower(): operator
    for family in modules(__package__ or "", "OPERATORS")
    for operator in family.OPERATORS
}
"""By their name in lower case."""
