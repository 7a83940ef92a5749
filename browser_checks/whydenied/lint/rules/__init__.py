"""The rules of the linter, in a folder for what they are about; found by walking the folders.

A file has one rule as ``RULE``, or as ``RULES`` a table of rules that mirror each other. Its docstring holds their pages in the
documentation: what a rule finds, why that matters, a bad and a good example, and the source of the fact, see :mod:`..pages`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache

from ..rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of folders and codes."""
    return tuple(rule for folder in _names(__path__) for rule in sorted(_rules_of(folder), key=_name))


def _rules_of(folder: str) -> Iterator[Rule]:
    package = importlib.import_module(f"{__name__}.{folder}")
    for name in _names(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{name}")
        yield from module.RULES if hasattr(module, "RULES") else (module.RULE,)


def _name(rule: Rule) -> str:
    """The code as the name of a file, so that a rule keeps its place when it moves into a table."""
    return rule.code.replace("-", "_")


def _names(path: Iterable[str]) -> list[str]:
    """The names of the modules at *path* in order; those that begin with an underscore help others and are no rules."""
    return sorted(each.name for each in pkgutil.iter_modules(path) if not each.name.startswith("_"))


@cache
def by_code() -> dict[str, Rule]:
    """The rules by their code."""
    return {rule.code: rule for rule in all_rules()}
