"""The condition operators, a file for each family of one type, for evaluation and lint alike."""

from ._named import QUALIFIERS, Named, Qualifier, named
from ._table import OPERATORS
from .operator import Operator

__all__ = ["OPERATORS", "QUALIFIERS", "Named", "Operator", "Qualifier", "named"]
