"""The rules of the linter, in a folder for what they are about; found by walking the folders.

A file has one rule as ``RULE``, or as ``RULES`` a table of rules that mirror each other. Its docstring holds
their pages in the documentation: what a rule finds, why that matters, a bad and a good example, and the
source of the fact, see :mod:`..pages`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ...siblings import modules, names
from ..rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of folders and codes."""
    return tuple(rule for folder in names(__name__) for rule in sorted(_rules_of(folder), key=_name))


def _rules_of(folder: str) -> Iterator[Rule]:
    package = f"{__name__}.{folder}"
    yield from (module.RULE for module in modules(package, "RULE"))
    yield from (rule for module in modules(package, "RULES") for rule in module.RULES)


def _name(rule: Rule) -> str:
    """The code as the name of a file, so that a rule keeps its place when it moves into a table."""
    return rule.code.replace("-", "_")


@cache
def by_code() -> dict[str, Rule]:
    """The rules by their code."""
    return {rule.code: rule for rule in all_rules()}
