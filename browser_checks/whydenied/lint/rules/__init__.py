"""The rules of the linter: one file each, in a folder for what they are about; found by walking the folders.

A rule's docstring is its page in the documentation: what it does, why that matters, a bad and a good example, and the source of the fact.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

from ..rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of folders and files."""
    found: list[Rule] = []
    for folder in _names(__path__):
        package = importlib.import_module(f"{__name__}.{folder}")
        modules = (importlib.import_module(f"{package.__name__}.{name}") for name in _names(package.__path__))
        found.extend(module.RULE for module in modules)
    return tuple(found)


def _names(path: Iterable[str]) -> list[str]:
    """The names of the modules at *path* in order; those that begin with an underscore help others and are no rules."""
    return sorted(each.name for each in pkgutil.iter_modules(path) if not each.name.startswith("_"))


@cache
def by_code() -> dict[str, Rule]:
    """The rules by their code."""
    return {rule.code: rule for rule in all_rules()}
