"""What rules go by in a policy and its statements: elements, faults of form, and the rules that actions and texts
concern."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ..aws.data import iam
from ..evaluation.operators import named
from ..policies.nodes import Array, Node, Object, Scalar, listed
from ..policies.statements import Statement, is_empty
from .patterns import any_account
from .policy import Policy
from .rule import (
    ACTIONS,
    CONDITIONS,
    EMPTY_LIST,
    LONG,
    NAMED_RESOURCE,
    ODD_CONDITION,
    POLICY,
    RESOURCES,
    SEVERAL,
    STRANGE,
    TYPED,
    WILD_RESOURCE,
    Rule,
)
from .rules.elements._names import CURRENT, ELEMENTS, LISTS, TOP
from .rules.size._quota import may_be_long


def root_traits(policy: Policy, parts: Iterable[frozenset[str]]) -> frozenset[str]:
    """The elements at the top of a policy, and what of it and of its statements' traits, *parts*, rules need beside
    them."""
    found = set(policy.root.names)
    version, statement = policy.root.get("Version"), policy.root.get("Statement")
    if not found <= _TOP or (isinstance(version, Scalar) and version.text != CURRENT):
        found.add(STRANGE)
    if is_empty(statement):
        found.add(EMPTY_LIST)
    if not policy.bare:
        texts = [value for value in (version, policy.root.get("Id")) if value is not None]
        if len(listed(statement)) != len(policy.statements) or not all(map(_is_string, texts)):
            found.add(TYPED)
    if len(policy.statements) > 1:
        found.add(SEVERAL)
    if may_be_long(policy):
        found.add(LONG)
    for each in parts:
        found |= each & _told_of_parts()
    return frozenset(found)


@cache
def _told_of_parts() -> frozenset[str]:
    """The traits of a statement that rules about the whole policy go by."""
    from .rules import all_rules

    about = (rule.code for rule in all_rules() if rule.looks_at == POLICY and rule.concerns_action)
    return frozenset({"Sid", "NotAction", RESOURCES, TYPED, *about})


def traits(statement: Statement) -> frozenset[str]:
    """The elements of a statement, what of it rules need beside them, and the rules that its actions concern."""
    found = set(statement.node.names)
    if not found <= _ELEMENTS or statement.effect not in _EFFECTS:
        found.add(STRANGE)
    if len(statement.actions) > 1:
        found.add(ACTIONS)
    if len(statement.resources) > 1:
        found.add(RESOURCES)
    if len(statement.conditions) > 1:
        found.add(CONDITIONS)
    for resource in statement.resources:
        text = resource.text
        if "*" in text:
            found.add(WILD_RESOURCE)
        if text != "*":
            found.add(NAMED_RESOURCE)
            found |= _codes_about_text(any_account(text))
    for principal in statement.principals:
        found |= _codes_about_text(any_account(principal.value.text))
    for condition in statement.conditions:
        for value in condition.values:
            found |= _codes_about_text(any_account(value.text))
    if "Condition" in found and not _is_sound(statement.node.get("Condition")):
        found.add(ODD_CONDITION)
    for member in statement.node.members:
        element = member.value
        if isinstance(element, Array):
            if not element.items:
                found.add(EMPTY_LIST)
            if member.name not in LISTS or not all(map(_is_string, element.items)):
                found.add(TYPED)
        elif not _is_string(element) and member.name != "Condition":
            found.add(TYPED)
    for action in statement.actions:
        found |= _codes_about(action.text)
    return frozenset(found)


def _is_string(value: Node) -> bool:
    return isinstance(value, Scalar) and value.kind == "string"


_ELEMENTS, _TOP = frozenset(ELEMENTS), frozenset(TOP)
_EFFECTS = ("Allow", "Deny", None)


def _is_sound(condition: Node | None) -> bool:
    """Whether a Condition has operators as AWS spells them, and keys under each."""
    if not isinstance(condition, Object) or not condition.members:
        return False
    for member in condition.members:
        if not isinstance(member.value, Object) or not member.value.members:
            return False
        operator = named(member.name)
        if operator.operator is None or operator.written != operator.renamed(operator.name):
            return False
    return True


@iam.remembered
def _codes_about(action: str) -> frozenset[str]:
    """The codes of the rules about statements that an action concerns."""
    from .rules import all_rules

    codes = {rule.code for rule in all_rules() if rule.concerns_action and rule.concerns_action(action)}
    return _codes_about_text(action) | codes


@iam.remembered
def _codes_about_text(text: str) -> frozenset[str]:
    """The codes of the rules about statements that a text in one concerns."""
    return frozenset(rule.code for rule in _of_texts() if rule.concerns_text and rule.concerns_text(text))


@cache
def _of_texts() -> list[Rule]:
    from .rules import all_rules

    return [rule for rule in all_rules() if rule.concerns_text]
