"""Frozen dataclasses that are made as fast as others: a frozen one sets each field by a call of
``object.__setattr__``, and a report is made of little else."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

Value = TypeVar("Value", bound=type[Any])


def quick(made: Value) -> Value:
    """Replace the ``__init__`` of a frozen dataclass with slots: while its fields are set, which cannot fail, the
    value is of a class with the same slots that lets them be set. Fields have plain defaults or none."""
    names = [field.name for field in fields(made)]
    defaults = {f"_{field.name}": field.default for field in fields(made) if field.default is not MISSING}
    parameters = [f"{name}=_{name}" if f"_{name}" in defaults else name for name in names]
    scope = {**defaults, "become": object.__setattr__, "made": made}
    scope["Open"] = type("Open", (), {"__slots__": made.__slots__})
    lines = ["become(self, '__class__', Open)", *(f"self.{name} = {name}" for name in names)]
    exec(
        "\n ".join((f"def __init__(self, {', '.join(parameters)}):", *lines, "self.__class__ = made")), scope
    )
    made.__init__ = scope["__init__"]
    return made
