"""The rules of the linter: one file each, in a folder for what they are about; found by walking the folders.

A rule's docstring is its page in the documentation: what it does, why that matters, a bad and a good example, and the source of the fact.
"""

from __future__ import annotations

from functools import cache

from ...siblings import modules, names
from ..rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of folders and files."""
    found: list[Rule] = []
    for folder in names(__name__):
        found.extend(module.RULE for module in modules(f"{__name__}.{folder}", "RULE"))
    return tuple(found)


@cache
def by_code() -> dict[str, Rule]:
    """The rules by their code."""
    return {rule.code: rule for rule in all_rules()}
