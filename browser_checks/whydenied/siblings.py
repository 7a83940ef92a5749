"""Modules that are found by themselves, so that adding one is adding a file: rules, syntaxes of fixes,
notations, condition operators."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def names(package: str) -> list[str]:
    """The names of the modules in a package, sorted; those with an underscore in front help others and are
    left out."""
    found = pkgutil.iter_modules(importlib.import_module(package).__path__)
    return sorted(each.name for each in found if not each.name.startswith("_"))


def modules(package: str, attribute: str) -> list[ModuleType]:
    """Import the modules of a package and return those that have *attribute*, by their ``RANK`` where they
    have one, then by name."""
    found = [importlib.import_module(f"{package}.{name}") for name in names(package)]
    return sorted(
        (each for each in found if hasattr(each, attribute)), key=lambda each: getattr(each, "RANK", 0)
    )
