"""A statement says what another one says already.

Both have the same effect, and all that the one is about, the other is about under the same conditions. The
policy means the same without it.

Bad:
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:GetQueueUrl"], "Resource":
      "arn:aws:sqs:eu-west-1:111122223333:orders"},
      {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource":
      "arn:aws:sqs:eu-west-1:111122223333:orders"}]}

Good:
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:GetQueueUrl"], "Resource":
      "arn:aws:sqs:eu-west-1:111122223333:orders"},
      {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource":
      "arn:aws:sqs:eu-west-1:111122223333:returns"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ....aws.coverage import covers, resource_covers
from ....aws.data.wildcards import beginning, has_wildcard
from ....policies.references import with_names
from ....policies.statements import Statement
from ...edits import remove
from ...policy import Policy
from ...rule import POLICY, SEVERAL, SUGGESTION, Problem, Rule
from ._covered import Covers

# With so many statements of one kind, or values in one of them, each is held against those that say the very
# same alone.
_STATEMENTS = 30
_VALUES = 40

_Key = tuple[object, ...]


class _Said(NamedTuple):
    """A statement, and what it is about."""

    statement: Statement
    actions: frozenset[str]
    resources: frozenset[str]
    heads: tuple[str, ...]
    """What its patterns of actions begin with."""
    reach: tuple[str, ...]
    """What its patterns of resources begin with."""


def check(policy: Policy) -> Iterator[Problem]:
    """Each statement that another one makes needless; of two that say the same, the later."""
    whole = [
        _said(statement)
        for statement in policy.statements
        if statement.actions and statement.effect in ("Allow", "Deny")
    ]
    groups: dict[_Key, list[_Said]] = {}
    for each in whole if len(whole) > _STATEMENTS else _likely(whole):
        groups.setdefault(_kind(each.statement), []).append(each)
    for said in groups.values():
        if len(said) < 2:
            continue
        found = [*_needless(said)]
        # Hardly any statement needs a closer look.
        if found or len(said) > _STATEMENTS:
            known = [seen for each in said if (seen := _seen(each, policy)) and _readable(each.statement)]
            for one, other in found if known == said else _needless(known):
                if id(other.statement.node) not in policy.optional:
                    yield _problem(one, other, policy)


def _seen(said: _Said, policy: Policy) -> _Said | None:
    """A statement with names for the references in its resources; None where more of it is open."""
    statement = said.statement
    if statement.complete:
        return said
    if policy.is_in_program or not replace(statement, resources=[]).complete:
        return None
    names = [with_names(item, policy.chars) for item in statement.resources]
    return said._replace(resources=frozenset(filter(None, names))) if all(names) else None


def _likely(said: list[_Said]) -> list[_Said]:
    """Those that may make another one needless, or be needless beside it, as far as a glance tells."""
    near: set[int] = set()
    for narrow, wide in _pairs(said):
        near |= {id(narrow), id(wide)}
    return [each for each in said if id(each) in near]


def _pairs(said: list[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Each statement with those that may be about all that it is about, by the first of what it lists."""
    for narrow in said:
        action, resource = next(iter(narrow.actions)), next(iter(narrow.resources), None)
        for wide in said:
            if (
                (action in wide.actions or action.startswith(wide.heads))
                and (resource is None or resource in wide.resources or resource.startswith(wide.reach))
                and wide is not narrow
            ):
                yield narrow, wide


def _readable(statement: Statement) -> bool:
    """Whether every element that is there names something, so that two statements are not taken for the same
    because both are broken."""
    names = ("Resource", "NotResource"), ("Principal", "NotPrincipal")
    found = statement.resources, statement.principals
    return all(items or not statement.has(*name) for name, items in zip(names, found, strict=True))


def _kind(statement: Statement) -> _Key:
    """What two statements have to share before one can make the other needless."""
    names = statement.node.names
    principals = conditions = strange = None
    if statement.principals:
        principals = frozenset([(each.kind, each.value.text) for each in statement.principals])
    if statement.conditions:
        conditions = frozenset(
            [
                (each.operator.text.lower(), each.name, frozenset([value.text for value in each.values]))
                for each in statement.conditions
            ]
        )
    elif "Condition" in names:
        # A condition that the reader could not make sense of is taken for one that stands alone.
        strange = id(statement)
    negations = statement.not_action, statement.not_resource, statement.not_principal
    elements = (
        "Resource" in names or "NotResource" in names,
        "Principal" in names or "NotPrincipal" in names,
    )
    return statement.effect, principals, conditions, negations, elements, strange


def _said(statement: Statement) -> _Said:
    actions, resources = statement.patterns, [item.text for item in statement.resources]
    return _Said(
        statement,
        frozenset(actions),
        frozenset(resources),
        tuple([beginning(text) for text in actions if "*" in text or "?" in text]),
        tuple([beginning(text) for text in resources if "*" in text or "?" in text]),
    )


def _needless(group: list[_Said]) -> Iterator[tuple[_Said, _Said]]:
    seen: dict[tuple[frozenset[str], frozenset[str]], _Said] = {}
    different: list[_Said] = []
    for said in group:
        same = seen.setdefault((said.actions, said.resources), said)
        if same is said:
            different.append(said)
        else:
            yield said, same
    if len(different) > _STATEMENTS:
        different = _meeting(different)
    if not 2 <= len(different) <= _STATEMENTS:
        return
    negated = group[0].statement.not_action or group[0].statement.not_resource
    if negated:
        return
    done: set[int] = set()
    for narrow, wide in _pairs(different):
        if id(narrow) not in done and _includes(wide, narrow):
            done.add(id(narrow))
            yield narrow, wide


def _meeting(group: list[_Said]) -> list[_Said]:
    """Those with an action that stands in another one, too, or begins as a pattern does."""
    counts = Counter(action for said in group for action in said.actions)
    heads = tuple({beginning(action) for action in counts if has_wildcard(action)})
    return [
        said
        for said in group
        if any(counts[action] > 1 or action.startswith(heads) for action in said.actions)
    ]


def _includes(wide: _Said, narrow: _Said) -> bool:
    """Whether one statement is about all that the other is about, and the other is not about all of it as
    well, written otherwise."""
    return _within(narrow, wide) and not _within(wide, narrow)


def _within(narrow: _Said, wide: _Said) -> bool:
    return _all_covered(narrow.actions, wide.actions, covers) and _all_covered(
        narrow.resources, wide.resources, resource_covers
    )


def _all_covered(narrow: frozenset[str], wide: frozenset[str], covers: Covers) -> bool:
    if "*" in wide or narrow <= wide:
        return True
    patterns = _patterns(wide)
    if not patterns:
        return False
    rest = narrow - wide
    if max(len(rest), len(wide)) > _VALUES:
        return False
    return all(
        any(text.startswith(head) and covers(pattern, text) for pattern, head in patterns) for text in rest
    )


@lru_cache(maxsize=1024)
def _patterns(texts: frozenset[str]) -> list[tuple[str, str]]:
    """The values with a wildcard together with what stands before it: a text that begins otherwise need not be
    compared."""
    return [(text, beginning(text)) for text in texts if has_wildcard(text)]


def _problem(needless: _Said, other: _Said, policy: Policy) -> Problem:
    same = (needless.actions, needless.resources) == (other.actions, other.resources)
    what = "says the same as" if same else "says nothing that is not included in"
    where = f"statement {other.statement.index + 1}"
    return Problem(
        needless.statement.node,
        (
            f"This statement {what} {where}, under the same conditions, so the policy means the "
            "same without it: take it out."
        ),
        edit=remove(needless.statement.node, policy.chars) if policy.editable else None,
    )


RULE = Rule("redundant-statement", SUGGESTION, POLICY, check, needs=(SEVERAL,))
