"""The policy model: statements, principals and conditions, taken from the nodes once, for rules and readers.

Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from .nodes import MERGED, UNKNOWN, Array, Member, Node, Object, Scalar, listed, scalars

if TYPE_CHECKING:
    from ..evaluation.operators import Named


@lru_cache(maxsize=1024)
def _named(operator: str) -> Named:
    from ..evaluation.operators import named  # imported late: most pastes are errors without a policy

    return named(operator)


@dataclass(slots=True)
class Principal:
    """One name of a Principal or NotPrincipal: ``kind`` is AWS, Service, Federated, CanonicalUser, or ``*``
    for a bare string."""

    kind: str
    value: Scalar
    key: Scalar | None = None
    """The key of the map (``AWS``), None for a bare string."""


@dataclass(slots=True)
class Condition:
    """One operator and key of a Condition block with its values."""

    operator: Scalar
    key: Scalar
    name: str
    """The key in lower case, as IAM compares it."""
    value: Node
    values: list[Scalar]

    @property
    def named(self) -> Named:
        """The operator with its qualifier, name and IfExists."""
        return _named(self.operator.text)

    @property
    def negated(self) -> bool:
        """Whether the operator is a negated one, such as StringNotEquals."""
        return self.named.negated


@dataclass(slots=True)
class Statement:
    """One statement. The lists contain the scalars of an element, even if its other values are of a wrong
    type."""

    index: int
    node: Object
    effect: str | None = None
    actions: list[Scalar] = field(default_factory=list)
    """Values of Action, or of NotAction if ``not_action``."""
    not_action: bool = False
    resources: list[Scalar] = field(default_factory=list)
    """Values of Resource, or of NotResource if ``not_resource``."""
    not_resource: bool = False
    principals: list[Principal] = field(default_factory=list)
    """Values of Principal, or of NotPrincipal if ``not_principal``."""
    not_principal: bool = False
    conditions: list[Condition] = field(default_factory=list)
    _open: bool | None = None
    _patterns: list[str] | None = None

    @property
    def patterns(self) -> list[str]:
        """The texts of ``actions`` in lower case, as IAM compares them."""
        if self._patterns is None:
            self._patterns = [item.text.lower() for item in self.actions]
        return self._patterns

    @property
    def allows(self) -> bool:
        """Whether the effect is Allow."""
        return self.effect == "Allow"

    @property
    def denies(self) -> bool:
        """Whether the effect is Deny."""
        return self.effect == "Deny"

    def member(self, *names: str) -> Member | None:
        """The first of the named elements that the statement has."""
        for name in names:
            if found := self.node.member(name):
                return found
        return None

    def has(self, *names: str) -> bool:
        """Whether the statement has one of the named elements."""
        return not self.node.names.isdisjoint(names)

    @property
    def has_values(self) -> bool:
        """Whether no element lost its value: where marks of YAML's lists were taken for damage, all are null."""
        values = (member.value for member in self.node.members)
        return not any(isinstance(value, Scalar) and value.kind == "null" for value in values)

    @property
    def complete(self) -> bool:
        """Whether every action, resource, principal and condition is known, so that an absent value is really
        absent."""
        values = [value for condition in self.conditions for value in condition.values]
        principals = [each.value for each in self.principals]
        for item in (*self.actions, *self.resources, *principals, *values):
            if UNKNOWN in item.text:
                return False
        return not self.is_open

    @property
    def is_open(self) -> bool:
        """Whether a template function or a YAML merge may add unknown elements."""
        if self._open is None:
            condition = self.node.get("Condition")
            self._open = (
                (isinstance(condition, Scalar) and not condition.known)
                or (not self.node.names <= _ELEMENTS and _has_function(self.node))
                or (
                    isinstance(condition, Object)
                    and (
                        _has_function(condition)
                        or any(_has_function(member.value) for member in condition.members)
                    )
                )
            )
        return self._open


_ELEMENTS = frozenset({"Sid", "Effect", "Principal", "Action", "Resource", "Condition"})


def _has_function(node: Node | None) -> bool:
    if isinstance(node, Object):
        for name in node.names:
            if name.startswith("Fn::"):
                return True
    return False


def statements(root: Object) -> list[Statement]:
    """The statements of a policy, or the bare statement. Values that are not objects are skipped; rules
    report them."""
    found = root.get("Statement")
    if found is None and not (root.member("Effect") or root.member("Action") or root.member("NotAction")):
        return []
    nodes = [root] if found is None else listed(found)
    return [_statement(index, node) for index, node in enumerate(nodes) if isinstance(node, Object)]


def _statement(index: int, node: Object) -> Statement:
    names, named = node.names, node.named.get
    effect, condition = named("Effect"), named("Condition")
    not_action = "Action" not in names and "NotAction" in names
    not_resource = "Resource" not in names and "NotResource" in names
    not_principal = "Principal" not in names and "NotPrincipal" in names
    action = named("NotAction" if not_action else "Action")
    resource = named("NotResource" if not_resource else "Resource")
    principal = named("NotPrincipal" if not_principal else "Principal")
    return Statement(
        index,
        node,
        effect.value.text if effect and isinstance(effect.value, Scalar) else None,
        scalars(action.value) if action else [],
        not_action,
        scalars(resource.value) if resource else [],
        not_resource,
        _principals(principal.value) if principal else [],
        not_principal,
        _conditions(condition.value) if condition and isinstance(condition.value, Object) else [],
    )


def _principals(node: Node) -> list[Principal]:
    if not isinstance(node, Object):
        return [Principal("*", value) for value in scalars(node)]
    return [
        Principal(member.name, value, member.key)
        for member in node.members
        for value in scalars(member.value)
    ]


def _conditions(node: Object) -> list[Condition]:
    found = []
    for block in node.members:
        if not isinstance(block.value, Object):
            continue
        for entry in block.value.members:
            if entry.name == MERGED:
                continue
            name = entry.name.lower()
            found.append(Condition(block.key, entry.key, name, entry.value, scalars(entry.value)))
    return found


def is_empty(node: Node | None) -> bool:
    """Whether the value is an empty list."""
    return isinstance(node, Array) and not node.items
