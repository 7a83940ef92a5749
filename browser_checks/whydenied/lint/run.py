"""Runs every rule over a policy and gives the findings in the order of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice

from ..aws.data import iam
from ..aws.kinds import PolicyType
from ..evaluation.operators import named
from ..policies.document import Document
from ..policies.nodes import UNKNOWN, Array, Node, Object, Scalar, legible, listed
from ..policies.statements import Condition, Principal, Statement, is_empty
from ..report import Edit, Finding, Span
from ..text.words import Words
from .edits import once
from .policy import Policy, policy_of
from .rule import (
    ACTION,
    ACTIONS,
    CONDITION,
    EMPTY_LIST,
    ODD,
    ODD_CONDITION,
    POLICY,
    PRINCIPAL,
    RESOURCE,
    RESOURCES,
    SEVERAL,
    STATEMENT,
    STRANGE,
    VARIABLE,
    WILD,
    WILD_RESOURCE,
    Problem,
    Rule,
)
from .rules.elements._names import CURRENT, ELEMENTS, TOP

# Findings of one policy are cut here: a generated document with a fault in each line says the same a thousand
# times.
_MOST = 500
# No quota lets a policy have as many statements as this: of a longer one that is what there is to say.
_READ = 2_000


class Lines:
    """Line and column, from 1, of every place of a text: each is counted from the one that was asked for before."""

    def __init__(self, chars: str) -> None:
        self._chars = chars
        self._place, self._line = 0, 1

    def at(self, place: int) -> tuple[int, int]:
        """Line and column of a place."""
        if place < self._place:
            self._line -= self._chars.count("\n", place, self._place)
        else:
            self._line += self._chars.count("\n", self._place, place)
        self._place = place
        return self._line, place - self._chars.rfind("\n", 0, place)


def lint(
    document: Document,
    policy_type: PolicyType,
    lines: Lines,
    *,
    service: str | None = None,
    context: frozenset[str] = frozenset(),
    noted: set[str] | None = None,
) -> tuple[Finding, ...]:
    """Everything the rules have to say about a document that is a policy of that type; *lines* gives those of
    the paste.

    *noted* holds the rules whose one note about the template's values the paste has already; those of this
    policy are added.
    """
    policy = policy_of(document, policy_type, service, context)
    problems = _without_repeated_notes(_problems(policy, document), set() if noted is None else noted)
    depth = len(document.node.path)
    found = [_finding(rule, problem, document, policy, lines, depth) for rule, problem in problems]
    return tuple(sorted(found, key=lambda finding: (finding.span or (0, 0))[0]))


def _without_repeated_notes(
    problems: Iterable[tuple[Rule, Problem]], noted: set[str]
) -> Iterator[tuple[Rule, Problem]]:
    for rule, problem in problems:
        if problem.once:
            if rule.code in noted:
                continue
            noted.add(rule.code)
        yield rule, problem


def _problems(policy: Policy, document: Document) -> list[tuple[Rule, Problem]]:
    """What every rule says: a flat loop, since most rules have nothing to say of most policies and the call
    is what costs."""
    found: list[tuple[Rule, Problem]] = []
    for flaw in document.flaws[:_MOST]:
        from .rules import by_code

        if rule := by_code().get(flaw.code):
            found += [(rule, problem) for problem in rule.check(flaw, document)]
    words = _mentioned(policy)
    for rule in _chosen(policy.type, words, None, _root_traits(policy))[POLICY]:
        # One rule that speaks of every statement leaves room for the others.
        for problem in islice(rule.check(policy), _MOST // 5):
            found.append((rule, problem))
        if len(found) >= _MOST:
            return found
    for statement in policy.statements[:_READ]:
        situation = policy.type, words, statement.effect, _traits(statement)
        checks = _chosen(*situation)
        for rule in checks[STATEMENT]:
            for problem in rule.check(statement, policy):
                found.append((rule, problem))
                if len(found) >= _MOST:
                    return found
        for rules, item, text in _items(statement, situation, checks):
            known = UNKNOWN not in text
            for rule in rules:
                if known or rule.unknown:
                    for problem in rule.check(item, statement, policy):
                        found.append((rule, problem))
                        if len(found) >= _MOST:
                            return found
    return found


def _items(
    statement: Statement, situation: _Situation, checks: dict[str, list[Rule]]
) -> Iterator[tuple[list[Rule], Scalar | Principal | Condition, str]]:
    """What a statement lists, each with its text and the rules that are asked about it."""
    plain, others = checks[_PLAIN_ACTION], checks[ACTION]
    if plain or others:
        for action in statement.actions:
            if rules := plain if _is_plain_action(action.text) else others:
                yield rules, action, action.text
    for resource in statement.resources:
        if rules := checks[_kind_of(resource.text)]:
            yield rules, resource, resource.text
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


def _root_traits(policy: Policy) -> frozenset[str]:
    """The elements at the top of a policy, and what of it rules need beside them."""
    found = set(policy.root.names)
    version = policy.root.get("Version")
    if not found <= _TOP or (isinstance(version, Scalar) and version.text != CURRENT):
        found.add(STRANGE)
    if is_empty(policy.root.get("Statement")):
        found.add(EMPTY_LIST)
    if len(policy.statements) > 1:
        found.add(SEVERAL)
    for statement in policy.statements:
        if "Sid" in statement.node.names:
            found.add("Sid")
            break
    return frozenset(found)


def _traits(statement: Statement) -> frozenset[str]:
    """The elements of a statement, what of it rules need beside them, and the rules that its actions concern."""
    found = set(statement.node.names)
    if not found <= _ELEMENTS or statement.effect not in _EFFECTS:
        found.add(STRANGE)
    if len(statement.actions) > 1:
        found.add(ACTIONS)
    if len(statement.resources) > 1:
        found.add(RESOURCES)
    for resource in statement.resources:
        if "*" in resource.text:
            found.add(WILD_RESOURCE)
        found |= _codes_about_text(resource.text)
    for principal in statement.principals:
        found |= _codes_about_text(principal.value.text)
    for condition in statement.conditions:
        for value in condition.values:
            found |= _codes_about_text(value.text)
    if "Condition" in found and not _is_sound(statement.node.get("Condition")):
        found.add(ODD_CONDITION)
    for member in statement.node.members:
        if isinstance(member.value, Array) and not member.value.items:
            found.add(EMPTY_LIST)
    for action in statement.actions:
        found |= _codes_about(action.text)
    return frozenset(found)


_ELEMENTS, _TOP = frozenset(ELEMENTS), frozenset(TOP)
_EFFECTS = ("Allow", "Deny", None)


def _is_sound(condition: Node | None) -> bool:
    """Whether a Condition has operators as AWS spells them, and keys under each."""
    if not isinstance(condition, Object) or not condition.members:
        return False
    for member in condition.members:
        if not isinstance(member.value, Object) or not member.value.members:
            return False
        operator = named(member.key.text)
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


def _mentioned(policy: Policy) -> frozenset[str]:
    """The words that rules mention and that stand in the policy."""
    return frozenset(_words().found_in(policy.chars[policy.root.start : policy.root.end].lower()))


@cache
def _words() -> Words:
    """Everything that rules mention."""
    from .rules import all_rules

    return Words(sorted({word for rule in all_rules() for word in rule.mentions}))


_Situation = tuple[str, frozenset[str], str | None, frozenset[str]]
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
    parts = named(operator)
    rules = _chosen(policy_type, words, effect, names)[CONDITION]
    return [rule for rule in rules if rule.concerns is None or rule.concerns(parts, key)]


@lru_cache(maxsize=2048)
def _chosen(
    policy_type: str, words: frozenset[str], effect: str | None, names: frozenset[str]
) -> dict[str, list[Rule]]:
    """The rules to ask about a statement of that effect and with these elements and traits, in a policy of a type that
    holds these words, by what they look at."""
    from .rules import all_rules

    chosen: dict[str, list[Rule]] = defaultdict(list)
    for rule in all_rules():
        if rule.types is not None and policy_type not in rule.types:
            continue
        if rule.mentions and words.isdisjoint(rule.mentions):
            continue
        if rule.concerns_action and rule.code not in names and "NotAction" not in names:
            continue
        if rule.concerns_text and rule.code not in names:
            continue
        if (
            (rule.effect and rule.effect != effect)
            or (rule.needs and names.isdisjoint(rule.needs))
            or not names.isdisjoint(rule.lacks)
        ):
            continue
        chosen[rule.looks_at].append(rule)
        if rule.looks_at == RESOURCE and not rule.fault:
            chosen[_SOUND].append(rule)
        if rule.plain and rule.looks_at in (ACTION, RESOURCE):
            chosen[f"plain {rule.looks_at}"].append(rule)
    return chosen


def _finding(
    rule: Rule, problem: Problem, document: Document, policy: Policy, lines: Lines, depth: int
) -> Finding:
    """What a rule has to say, with its place in the policy, ``$.Statement[0].Action[1]``, and in the paste;
    *depth* is that of the policy in what it stands in."""
    node = problem.node
    labels = node.path[depth:]
    span = document.text.span(node.start, max(node.end, node.start))
    line, column = lines.at(span[0])
    edit = None
    if problem.edit and (offered := once(problem.edit, node, document.text.chars)):
        start, end = document.text.span(offered.start, offered.end)
        # An edit is for the paste as it is; where the text was unescaped before it was read, words alone
        # help.
        if (
            end - start == offered.end - offered.start
            and document.text.is_paste
            and UNKNOWN not in offered.replacement
        ):
            edit = Edit(Span(start, end), offered.replacement)
    return Finding(
        code=rule.code,
        severity=problem.severity or rule.severity,
        message=legible(problem.message),
        path="$" + "".join([f"[{label}]" if isinstance(label, int) else f".{label}" for label in labels]),
        statement=_statement_index(node, policy, labels),
        line=line,
        column=column,
        span=span,
        suggestion=problem.suggestion and legible(problem.suggestion),
        edit=edit,
        section=rule.section,
    )


def _statement_index(node: Node, policy: Policy, labels: tuple[str | int, ...]) -> int | None:
    if len(labels) > 1 and labels[0] == "Statement" and isinstance(labels[1], int):
        return labels[1]
    for statement in policy.statements if len(policy.statements) < 50 else ():
        if node is statement.node or statement.node.start <= node.start < statement.node.end:
            return statement.index
    return None
