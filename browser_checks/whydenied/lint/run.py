"""Runs every rule over a policy and gives the findings in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ..aws.kinds import PolicyType
from ..policies.document import Document
from ..policies.nodes import UNKNOWN, Node, legible
from ..report import Edit, Finding, Span
from . import index
from .edits import once
from .placed import as_written
from .policy import Policy, policy_of
from .rule import SECURITY, STATEMENT, SUGGESTION, Problem, Rule
from .traits import root_traits, traits

# Findings of one policy are cut here: a generated document with a fault in each line says the same a thousand
# times.
_MOST = 500


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
    words = index.mentioned(policy)
    parts = [traits(statement) for statement in policy.statements[: index.MOST]]
    for rule in index.whole(policy.type, words, root_traits(policy, parts)):
        # One rule that speaks of every statement leaves room for the others.
        for problem in islice(rule.check(policy), _MOST // 5):
            found.append((rule, problem))
        if len(found) >= _MOST:
            return found
    for statement, told in zip(policy.statements, parts, strict=False):
        situation = policy.type, words, statement.effect, told
        checks = index.chosen(*situation)
        before = len(found)
        for rule in checks[STATEMENT]:
            for problem in rule.check(statement, policy):
                found.append((rule, problem))
                if len(found) >= _MOST:
                    return found
        for rules, item in index.items(statement, situation, checks):
            for rule in rules:
                for problem in rule.check(item, statement, policy):
                    found.append((rule, problem))
                    if len(found) >= _MOST:
                        return found
        if len(found) > before and statement.is_open:
            found[before:] = [(rule, _unsure(rule, problem)) for rule, problem in found[before:]]
    return found


def _unsure(rule: Rule, problem: Problem) -> Problem:
    """What a statement allows is less sure where the template or program may add a condition."""
    graver = (problem.severity or rule.severity) == SECURITY
    return problem._replace(severity=SUGGESTION) if graver else problem


def _finding(
    rule: Rule, problem: Problem, document: Document, policy: Policy, lines: Lines, depth: int
) -> Finding:
    """What a rule has to say, with its place in the policy, ``$.Statement[0].Action[1]``, and in the paste;
    *depth* is that of the policy in what it stands in."""
    problem = as_written(problem, policy.chars)
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
