"""An operator as a policy names it, ``ForAllValues:StringLikeIfExists``, taken apart; upper and lower case do
not count."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from ...values import dataclass
from ._table import OPERATORS
from .operator import Operator

Qualifier = Literal["ForAllValues", "ForAnyValue"]
QUALIFIERS: dict[str, Qualifier] = {"forallvalues": "ForAllValues", "foranyvalue": "ForAnyValue"}
"""The set operators, by their name in lower case."""

# Begin the names of operators, negated or not, with the type of values they compare.
_FAMILIES = ("String", "Numeric", "Date", "Bool", "Binary", "IpAddress", "Arn", "Null")


@dataclass(frozen=True, slots=True)
class Named:
    """An operator as a policy names it."""

    written: str
    front: str | None
    """What stands before the colon, as it is written."""
    base: str
    """The name without set operator and IfExists, as it is written."""
    if_exists: bool
    operator: Operator | None
    """None when there is no operator of that name."""
    family: str
    """String, Numeric, Date, Bool, Binary, IpAddress, Arn or Null; empty when there is no such operator."""

    @property
    def qualifier(self) -> Qualifier | None:
        """ForAllValues, ForAnyValue, or None when there is none or no such set operator."""
        return QUALIFIERS.get(self.front.lower()) if self.front else None

    @property
    def name(self) -> str:
        """The operator's name as AWS spells it, without set operator and IfExists; as it is written when
        there is no such operator."""
        return self.operator.name if self.operator else self.base

    @property
    def negated(self) -> bool:
        """Whether the operator asks for a difference."""
        return bool(self.operator and self.operator.negated)

    @property
    def likes(self) -> bool:
        """Whether `*` and `?` in its values stand for other characters."""
        return bool(self.operator and self.operator.wildcards)

    @property
    def needs_key(self) -> bool:
        """Whether a request without the key never meets the condition; Null depends on its value and is not
        counted."""
        return not (
            self.if_exists
            or self.qualifier == "ForAllValues"
            or (self.negated and not self.qualifier)
            or self.family == "Null"
        )

    def renamed(self, base: str, *, if_exists: bool | None = None) -> str:
        """The same with another operator."""
        wanted = self.if_exists if if_exists is None else if_exists
        return (f"{self.qualifier}:" if self.qualifier else "") + base + ("IfExists" if wanted else "")


@lru_cache(maxsize=512)
def named(written: str) -> Named:
    """The parts of an operator's name."""
    front, colon, rest = written.rpartition(":")
    if_exists = rest.lower().endswith("ifexists") and len(rest) > len("IfExists")
    base = rest[: -len("IfExists")] if if_exists else rest
    operator = OPERATORS.get(base.lower())
    name = operator.name.removeprefix("Not") if operator else ""
    family = next((each for each in _FAMILIES if name.startswith(each)), "")
    return Named(written, front if colon else None, base, if_exists, operator, family)
