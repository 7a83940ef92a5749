"""The condition operators by name. A new one is a row of its family, a new family a module here: both are found by themselves."""

from __future__ import annotations

from ...siblings import modules
from .operator import Operator

OPERATORS: dict[str, Operator] = {
    operator.name.lower(): operator for family in modules(__package__, "OPERATORS") for operator in family.OPERATORS
}
"""By their name in lower case."""
