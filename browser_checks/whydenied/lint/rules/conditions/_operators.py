"""What rules ask of a condition operator as it is written: set operator, IfExists, and the operator of that name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ....evaluation.operators import OPERATORS, Operator
from ....policies.nodes import Object, Scalar
from ....policies.statements import Condition, Statement

QUALIFIERS = {"forallvalues": "ForAllValues", "foranyvalue": "ForAnyValue"}
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
    def qualifier(self) -> str | None:
        """ForAllValues, ForAnyValue, or None when there is none or no such set operator."""
        return QUALIFIERS.get(self.front.lower()) if self.front else None

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
        """Whether a request without the key never meets the condition; Null depends on its value and is not counted."""
        return not (self.if_exists or self.qualifier == "ForAllValues" or (self.negated and not self.qualifier) or self.family == "Null")

    def renamed(self, base: str, *, if_exists: bool | None = None) -> str:
        """The same with another operator."""
        wanted = self.if_exists if if_exists is None else if_exists
        return (f"{self.qualifier}:" if self.qualifier else "") + base + ("IfExists" if wanted else "")


@lru_cache(maxsize=512)
def named(written: str) -> Named:
    """The parts of an operator's name; upper and lower case do not count."""
    front, colon, rest = written.rpartition(":")
    if_exists = rest.lower().endswith("ifexists") and len(rest) > len("IfExists")
    base = rest[: -len("IfExists")] if if_exists else rest
    operator = OPERATORS.get(base.lower())
    name = operator.name.removeprefix("Not") if operator else ""
    family = next((each for each in _FAMILIES if name.startswith(each)), "")
    return Named(written, front if colon else None, base, if_exists, operator, family)


def operator_of(condition: Condition) -> Named:
    """The operator of a condition."""
    return named(condition.operator.text)


def blocks(statement: Statement) -> list[tuple[Scalar, Object]]:
    """The operators of a statement's Condition with the keys under each."""
    condition = statement.node.get("Condition")
    if not isinstance(condition, Object):
        return []
    return [(member.key, member.value) for member in condition.members if isinstance(member.value, Object)]


def sole(condition: Condition) -> bool:
    """Whether the key stands alone under its operator, so that the operator can be renamed without touching another key."""
    parent = condition.key.parent
    return isinstance(parent, Object) and len(parent.members) == 1


def free(condition: Condition, name: str) -> bool:
    """Whether the Condition does not use an operator of that name yet: a JSON key stands once."""
    block = condition.key.parent
    whole = block.parent if block else None
    return isinstance(whole, Object) and all(member.key.text.lower() != name.lower() for member in whole.members)


def used(statement: Statement) -> list[Scalar]:
    """The operators that a statement's Condition names, whatever stands under them; those that a template fills in are left out."""
    condition = statement.node.get("Condition")
    members = condition.members if isinstance(condition, Object) else []
    return [member.key for member in members if member.key.known and not member.key.text.startswith("Fn::")]
