"""Modules that are found by themselves, so that adding one is adding a file: rules, syntaxes of fixes, notations, condition operators."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType


def names(path: Iterable[str]) -> list[str]:
    """The names of the modules in a package of that ``__path__``, sorted; those with an underscore in front help others and are left out."""
    return sorted(each.name for each in pkgutil.iter_modules(path) if not each.name.startswith("_"))


def modules(package: str, path: Iterable[str], attribute: str) -> list[ModuleType]:
    """Import the modules of a package and return those that have *attribute*, by their ``RANK`` where they have one, then by name."""
    found = [importlib.import_module(f"{package}.{name}") for name in names(path)]
    return sorted((each for each in found if hasattr(each, attribute)), key=lambda each: getattr(each, "RANK", 0))
