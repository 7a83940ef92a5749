"""From a paste to its fixes, and a policy's statements to compare."""

from __future__ import annotations

from typing import Any

from whydenied import Guide, check
from whydenied.advice import Fix, suggest
from whydenied.report import Denial


def suggested(text: str, guide: Guide) -> tuple[Denial, tuple[Fix, ...]]:
    """The first denial of a paste and its fixes; a denial of nothing when there is none."""
    denials = check(text, guide).denials
    return (denials[0], suggest(denials[0], text)) if denials else (Denial(), ())


def many(value: Any) -> list[Any]:
    """An element of a statement as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def element(fix: Fix, name: str) -> set[str]:
    """All values of an element in a fix's statements."""
    return {
        each for statement in (fix.policy or {}).get("Statement", []) for each in many(statement.get(name))
    }
