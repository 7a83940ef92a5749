"""An element together with its opposite, which exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Node, Scalar
from ....policies.statements import Statement
from ...rule import Problem


def both(statement: Statement, name: str) -> Iterator[Problem]:
    """The statement's Not... element, when the plain one stands beside it."""
    opposite, plain = statement.member(f"Not{name}"), statement.member(name)
    if opposite and plain and _is_there(opposite.value) and _is_there(plain.value):
        yield Problem(
            opposite.key,
            f"The statement has both {name} and Not{name}, which exclude each other, so AWS refuses the policy: keep the one you mean.",
            f"Take Not{name} out, or write what it says as a statement of its own",
        )


def _is_there(value: Node) -> bool:
    """Whether the element is surely written: a module of Terraform's hands both on, and one of them is null."""
    return not isinstance(value, Scalar) or value.kind != "unknown"
