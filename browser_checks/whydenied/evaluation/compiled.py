"""Policies compiled once, for any number of decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..aws.kinds import LAYERS, LayerName
from .conditions import Broken
from .statements import Statement, statement_of

_VERSION = "2012-10-17"
_LEVELLED = ("scp", "rcp")


@dataclass(frozen=True, slots=True)
class Level:
    """Policies that are one: those of a layer, or of one level of an organization."""

    denies: tuple[Statement, ...]
    allows: tuple[Statement, ...]

    @property
    def statements(self) -> list[Statement]:
        """All statements in the order they were given."""
        return sorted((*self.denies, *self.allows), key=lambda statement: (statement.policy, statement.index))


Levels = tuple[Level, ...] | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a policy that AWS would refuse, and that therefore neither allows nor denies."""

    layer: LayerName
    policy: int
    statement: int | None
    """None when the whole policy is concerned."""
    why: str


@dataclass(frozen=True, slots=True)
class Policies:
    """All policies of a decision. A layer is its levels, one but for SCPs and RCPs; None when no policy of the kind is there."""

    layers: Mapping[LayerName, Levels]
    problems: tuple[Problem, ...]


def compiled(policies: Mapping[str, Any]) -> Policies:
    """Compile policies given as data: ``identity`` a list of documents, ``resource`` one, ``scp`` and ``rcp`` lists of levels, and so on.

    Never raises: what is broken is among the problems and matches nothing. Policies are counted through all levels of a layer.
    """
    problems: list[Problem] = []
    given = policies if isinstance(policies, Mapping) else {}
    # JSON and programs write the endpoint's key with an underscore.
    layers = {name: _layer(given.get(name, given.get(name.replace("-", "_"))), name, problems) for name in LAYERS}
    return Policies(layers, tuple(problems))


def _layer(given: Any, name: LayerName, problems: list[Problem]) -> Levels:
    if given is None:
        return None
    documents = given if isinstance(given, list) else [given]
    if name not in _LEVELLED:
        return (_level(documents, name, 0, problems),) if documents or name == "identity" else None
    levels = documents if all(isinstance(level, list) for level in documents) else [documents]
    found, count = [], 0
    for level in levels:
        found.append(_level(level, name, count, problems))
        count += len(level)
    return tuple(found) or None


def _level(documents: Iterable[Any], name: LayerName, first: int, problems: list[Problem]) -> Level:
    statements: list[Statement] = []
    for number, document in enumerate(documents, first):
        statements += _statements(document, name, number, problems)
    return Level(
        tuple(statement for statement in statements if statement.effect == "Deny"),
        tuple(statement for statement in statements if statement.effect == "Allow"),
    )


def _parsed(text: str) -> Any:
    """A policy handed over as JSON in a string, as commands print some; None when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _statements(document: Any, name: LayerName, number: int, problems: list[Problem]) -> Iterator[Statement]:
    if isinstance(document, str):
        document = _parsed(document)
    if not isinstance(document, dict):
        problems.append(Problem(name, number, None, "The policy is no object."))
        return
    listed = document.get("Statement")
    for index, data in enumerate(listed if isinstance(listed, list) else [listed]):
        try:
            yield statement_of(data, name, number, index, variables=document.get("Version") == _VERSION)
        except Broken as broken:
            problems.append(Problem(name, number, index, f"Statement {index + 1} counts for nothing: {broken}."))
