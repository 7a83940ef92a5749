"""An element together with its opposite, which exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.rule import Problem
from ...policies.statements import Statement


def both(statement: Statement, name: str) -> Iterator[Problem]:
    """The statement's Not... element, when the plain one stands beside it."""
    opposite = statement.member(f"Not{name}")
    if opposite and statement.has(name):
        yield Problem(
            opposite.key,
            f"The statement has both {name} and Not{name}, which exclude each other, so AWS refuses the policy: keep the one you mean.",
            f"Take Not{name} out, or write what it says as a statement of its own",
        )
