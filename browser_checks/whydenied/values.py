"""Dataclasses of values: frozen for the type checker, which sees all code that could change one. While they run
nothing holds them to it, since to make one would take three times as long, and a tenth of the checker's import."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses

    def dataclass(*, frozen, eq=True, slots=False):
        """As ``dataclasses.dataclass`` for frozen ones, with the same hash."""
        assert frozen
        return dataclasses.dataclass(eq=eq, slots=slots, unsafe_hash=eq)
