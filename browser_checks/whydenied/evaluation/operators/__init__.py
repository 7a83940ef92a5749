"""The condition operators, a file for each family of one type. A new operator is a row of its family, a new family a file: both are found by themselves."""

from __future__ import annotations

from ...siblings import modules
from .operator import Operator

OPERATORS: dict[str, Operator] = {
    operator.name.lower(): operator for family in modules(__name__, __path__, "OPERATORS") for operator in family.OPERATORS
}
"""By their name in lower case."""

__all__ = ["OPERATORS", "Operator"]
