"""Which rules can speak of a policy, a statement and what it lists: most have nothing to say of most policies, and
what is never asked costs nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from ..aws.data import iam
from ..evaluation.operators import named
from ..policies.nodes import UNKNOWN, Array, Choice, Node, Object, Scalar, listed
from ..policies.statements import Condition, Principal, Statement, is_empty
from ..text.words import Words
from .patterns import any_account
from .policy import Policy
from .rule import (
    ACTION,
    ACTIONS,
    CONDITION,
    CONDITIONS,
    EMPTY_LIST,
    LONG,
    NAMED_RESOURCE,
    ODD,
    ODD_CONDITION,
    POLICY,
    PRINCIPAL,
    RESOURCE,
    RESOURCES,
    SEVERAL,
    STATEMENT,
    STRANGE,
    TYPED,
    VARIABLE,
    WILD,
    WILD_RESOURCE,
    Rule,
)
from .rules.elements._names import CURRENT, ELEMENTS, LISTS, TOP
from .rules.size._quota import may_be_long

MOST = 2_000
"""Statements that are looked at: no quota lets a policy have as many, and of a longer one that is what there is to
say."""


def items(
    statement: Statement, situation: Situation, checks: dict[str, list[Rule]]
) -> Iterator[tuple[list[Rule], Scalar | Principal | Condition, str]]:
    """What a statement lists, each with its text and the rules that are asked about it."""
    plain, others = checks[_PLAIN_ACTION], checks[ACTION]
    if plain or others:
        for action in statement.actions:
            if rules := plain if _is_plain_action(action.text) else others:
                yield rules, action, action.text
            if type(action) is Choice:
                for branch in action.branches:
                    if rules := plain if _is_plain_action(branch.text) else others:
                        yield rules, branch, branch.text
    for resource in statement.resources:
        if rules := checks[_kind_of(any_account(resource.text))]:
            yield rules, resource, resource.text
        if type(resource) is Choice:
            for branch in resource.branches:
                if rules := checks[_kind_of(any_account(branch.text))]:
                    yield rules, branch, branch.text
    if rules := checks[PRINCIPAL]:
        for principal in statement.principals:
            yield rules, principal, principal.value.text
    if checks[CONDITION]:
        for condition in statement.conditions:
            traits = _value_traits(condition)
            rules = _about(*situation, condition.operator.text, condition.name)
            yield [rule for rule in rules if rule.values is None or rule.values in traits], condition, ""


def _value_traits(condition: Condition) -> list[str]:
    """What rules go by in the values of a condition."""
    values = condition.values
    found = [SEVERAL] if len(values) > 1 else []
    if not values or len(values) != len(listed(condition.value)):
        found.append(ODD)
    for value in values:
        if "*" in value.text or "?" in value.text:
            found.append(WILD)
        if "${" in value.text:
            found.append(VARIABLE)
        if value.kind == "null":
            found.append(ODD)
    return found


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


_PLAIN_ACTION, _PLAIN_RESOURCE, _SOUND = "plain action", "plain resource", "sound resource"


@iam.remembered
def _kind_of(text: str) -> str:
    """Which rules a resource is shown: all of them only where one that goes by faults may speak."""
    if text == "*":
        return _PLAIN_RESOURCE
    return RESOURCE if UNKNOWN in text or any(test(text) for test in _faults()) else _SOUND


@cache
def _faults() -> tuple[Callable[[str], object], ...]:
    """What tells that a resource has a fault, of all rules that go by that."""
    from .rules import all_rules

    return tuple({rule.fault: None for rule in all_rules() if rule.fault})


@iam.remembered
def _is_plain_action(text: str) -> bool:
    """Whether the data has the action by this very name."""
    prefix, _, name = text.partition(":")
    known = iam.names(prefix) if prefix.islower() else None
    return bool(known and known.get(name.lower()) == name)


def mentioned(policy: Policy) -> frozenset[str]:
    """The words that rules mention and that stand in the policy."""
    lower = policy.chars[policy.root.start : policy.root.end].lower()
    return frozenset(_words(policy.type).found_in(lower))


@cache
def _words(policy_type: str) -> Words:
    """Everything that rules for a type of policies mention."""
    from .rules import all_rules

    asked = [rule for rule in all_rules() if rule.types is None or policy_type in rule.types]
    return Words(sorted({word for rule in asked for word in rule.mentions}))


Situation = tuple[str, frozenset[str], str | None, frozenset[str]]
"""The type of a policy and the words in it, the effect of a statement, its elements and traits."""


@iam.remembered
def _about(
    policy_type: str,
    words: frozenset[str],
    effect: str | None,
    names: frozenset[str],
    operator: str,
    key: str,
) -> list[Rule]:
    """The rules to ask about a condition with that operator and key in such a statement."""
    codes = _codes_about_condition(operator, key)
    rules = chosen(policy_type, words, effect, names)[CONDITION]
    return [rule for rule in rules if rule.concerns is None or rule.code in codes]


@iam.remembered
def _codes_about_condition(operator: str, key: str) -> frozenset[str]:
    """The codes of the rules about conditions that one with that operator and key concerns."""
    from .rules import all_rules

    parts = named(operator)
    return frozenset(rule.code for rule in all_rules() if rule.concerns and rule.concerns(parts, key))


@lru_cache(maxsize=2048)
def chosen(
    policy_type: str, words: frozenset[str], effect: str | None, names: frozenset[str]
) -> dict[str, list[Rule]]:
    """The rules to ask about a statement of that effect and with these elements and traits, in a policy of a type that
    holds these words, by what they look at."""
    found = _asked(policy_type, words, effect, names - _codes()).copy()
    found[STATEMENT] = [rule for rule in found[STATEMENT] if not _is_unconcerned(rule, names)]
    return found


def _is_unconcerned(rule: Rule, names: frozenset[str]) -> object:
    """Whether a rule speaks of some actions or texts, none of which is among what is told of a statement or policy."""
    return rule.code not in names and (
        rule.concerns_text or (rule.concerns_action and "NotAction" not in names)
    )


@cache
def _codes() -> frozenset[str]:
    """The codes of all rules that speak of some actions or texts."""
    from .rules import all_rules

    return frozenset([rule.code for rule in all_rules() if rule.concerns_action or rule.concerns_text])


@lru_cache(maxsize=1024)
def _asked(
    policy_type: str, words: frozenset[str], effect: str | None, names: frozenset[str]
) -> dict[str, list[Rule]]:
    """The same before anything is known of its actions and texts."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for looks_at, rules in _possible(policy_type, words).items():
        if looks_at == POLICY or (looks_at == CONDITION and "Condition" not in names):
            continue
        for rule in rules:
            if (
                (rule.effect and rule.effect != effect)
                or (rule.needs and names.isdisjoint(rule.needs))
                or (rule.lacks and not names.isdisjoint(rule.lacks))
            ):
                continue
            found[looks_at].append(rule)
            if looks_at == RESOURCE and not rule.fault:
                found[_SOUND].append(rule)
            if rule.plain and looks_at in (ACTION, RESOURCE):
                found[f"plain {looks_at}"].append(rule)
    return found


@lru_cache(maxsize=512)
def whole(policy_type: str, words: frozenset[str], names: frozenset[str]) -> list[Rule]:
    """The rules to ask about a policy as a whole."""
    return [
        rule
        for rule in _possible(policy_type, words)[POLICY]
        if not (rule.needs and names.isdisjoint(rule.needs))
        and names.isdisjoint(rule.lacks)
        and not _is_unconcerned(rule, names)
    ]


@lru_cache(maxsize=512)
def _possible(policy_type: str, words: frozenset[str]) -> dict[str, list[Rule]]:
    """The rules for a type of policies that may speak where these words stand, by what they look at."""
    from .rules import all_rules

    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in all_rules():
        if rule.types is not None and policy_type not in rule.types:
            continue
        if not rule.mentions or not words.isdisjoint(rule.mentions):
            found[rule.looks_at].append(rule)
    return found
