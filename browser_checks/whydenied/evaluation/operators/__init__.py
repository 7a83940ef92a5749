"""The condition operators, for evaluation and lint alike."""

from .named import QUALIFIERS, Named, Qualifier, named
from .operator import Operator
from .table import OPERATORS

__all__ = ["OPERATORS", "QUALIFIERS", "Named", "Operator", "Qualifier", "named"]
