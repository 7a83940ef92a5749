"""Which rules can speak of a policy, a statement and what it lists: most have nothing to say of most policies, and
what is never asked costs nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from ..aws.data import iam
from ..evaluation.operators import named
from ..policies.nodes import UNKNOWN, Choice, Scalar, listed
from ..policies.statements import Condition, Principal, Statement
from ..text.words import Words
from .patterns import any_account
from .placed import placed, placed_principal
from .policy import Policy
from .rule import (
    ACTION,
    CONDITION,
    ODD,
    POLICY,
    PRINCIPAL,
    RESOURCE,
    SEVERAL,
    STATEMENT,
    VARIABLE,
    WILD,
    Rule,
)

MOST = 2_000
"""Statements that are looked at: no quota lets a policy have as many, and of a longer one that is what there is to
say."""


def items(
    statement: Statement, situation: Situation, checks: dict[str, list[Rule]]
) -> Iterator[tuple[list[Rule], Scalar | Principal | Condition]]:
    """What a statement lists, each with the rules that are asked about it; of what is not known in full, some are
    shown the rest."""
    plain, others = checks[_PLAIN_ACTION], checks[ACTION]
    if plain or others:
        for action in statement.actions:
            if rules := plain if _is_plain_action(action.text) else others:
                yield _asked_of(rules, action.text), action
            if type(action) is Choice:
                for branch in action.branches:
                    if rules := plain if _is_plain_action(branch.text) else others:
                        yield _asked_of(rules, branch.text), branch
    for resource in statement.resources:
        if rules := checks[_kind_of(any_account(resource.text))]:
            yield _asked_of(rules, resource.text), resource
            if UNKNOWN in resource.text and (seen := placed(resource)):
                yield [rule for rule in rules if rule.placed], seen
        if type(resource) is Choice:
            for branch in resource.branches:
                if rules := checks[_kind_of(any_account(branch.text))]:
                    yield _asked_of(rules, branch.text), branch
    if rules := checks[PRINCIPAL]:
        for principal in statement.principals:
            yield _asked_of(rules, principal.value.text), principal
            if UNKNOWN in principal.value.text and (shown := placed_principal(principal)):
                yield [rule for rule in rules if rule.placed], shown
    if checks[CONDITION]:
        for condition in statement.conditions:
            traits = _value_traits(condition)
            rules = _about(*situation, condition.operator.text, condition.name)
            yield [rule for rule in rules if rule.values is None or rule.values in traits], condition


def _asked_of(rules: list[Rule], text: str) -> list[Rule]:
    """Those of *rules* that are asked about a value of that text."""
    return [rule for rule in rules if rule.unknown] if UNKNOWN in text else rules


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
