"""Compile policies once, for any number of decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..aws.kinds import LAYERS, LayerName
from ..values import dataclass
from .conditions import Broken
from .statements import Statement, statement_of

_VERSION = "2012-10-17"
_LEVELLED = ("scp", "rcp")


@dataclass(frozen=True, slots=True)
class Level:
    """Policies evaluated together: those of a layer, or of one level of an organization."""

    denies: tuple[Statement, ...]
    allows: tuple[Statement, ...]

    @property
    def statements(self) -> list[Statement]:
        """All statements in their original order."""
        return sorted((*self.denies, *self.allows), key=lambda statement: (statement.policy, statement.index))


Levels = tuple[Level, ...] | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that AWS would reject in a policy, and that therefore neither allows nor denies."""

    layer: LayerName
    policy: int
    statement: int | None
    """None if it is about the whole policy."""
    why: str


@dataclass(frozen=True, slots=True)
class Policies:
    """All policies of a decision. Each layer has its levels, a single one except for SCPs and RCPs; None if
    there are no policies of the kind."""

    layers: Mapping[LayerName, Levels]
    problems: tuple[Problem, ...]


def compiled(policies: Mapping[str, Any]) -> Policies:
    """Compile policies given as data: ``identity`` a list of documents, ``resource`` one, ``scp`` and ``rcp``
    lists of levels, and so on.

    Never raises: broken policies and statements are listed in the problems and match nothing. Policies are
    numbered through all levels.
    """
    problems: list[Problem] = []
    given = policies if isinstance(policies, Mapping) else {}
    # Accept keys with underscores, `vpc_endpoint`, as programs write them.
    layers = {
        name: _layer(given.get(name, given.get(name.replace("-", "_"))), name, problems) for name in LAYERS
    }
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
    """Parse a policy given as JSON in a string, as some commands print it; None if it is not JSON."""
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
            problems.append(
                Problem(name, number, index, f"Statement {index + 1} counts for nothing: {broken}.")
            )
