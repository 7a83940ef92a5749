"""What rules ask of the operators of a Condition element."""

from __future__ import annotations

from ....evaluation.operators import Named, named
from ....policies.nodes import Object, Scalar
from ....policies.statements import Condition, Statement


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
    """Whether the key stands alone under its operator, so that the operator can be renamed without touching
    another key."""
    parent = condition.key.parent
    return isinstance(parent, Object) and len(parent.members) == 1


def free(condition: Condition, name: str) -> bool:
    """Whether the Condition does not use an operator of that name yet: a JSON key stands once."""
    block = condition.key.parent
    whole = block.parent if block else None
    return isinstance(whole, Object) and all(member.name.lower() != name.lower() for member in whole.members)


def used(statement: Statement) -> list[Scalar]:
    """The operators that a statement's Condition names, whatever stands under them; those that a template
    fills in are left out."""
    condition = statement.node.get("Condition")
    members = condition.members if isinstance(condition, Object) else []
    return [member.key for member in members if member.key.known and not member.name.startswith("Fn::")]
