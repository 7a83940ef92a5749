"""Which functions of a module can run at all: those that are exported or in its table, and what these call.

The others serve packages with compiled code, which no page of ours loads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .binary import FUNCTIONS, GLOBALS, Unsupported
from .instructions import CALL, GLOBAL_GET
from .module import Export, Module

LINKED = "GOT."
"""What an import's module begins with whose value is the address of something of a package's."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The functions that can run, counted without imports, and the names of the imports that they call."""

    functions: frozenset[int]
    imports: frozenset[str]


def reach(module: Module, exports: Iterable[Export]) -> Reach:
    """What can run of a *module* of which nobody uses more than these *exports*.

    Raises Unsupported where it reads the address of something that another module has.
    """
    given = [each for each in module.imports if each.kind == FUNCTIONS]
    read = [each for each in module.imports if each.kind == GLOBALS]
    linked = {index for index, each in enumerate(read) if each.module.startswith(LINKED)}
    found: set[int] = set()
    called: set[str] = set()
    to_do = [*(each.index for each in exports if each.kind == FUNCTIONS), *module.elements]
    while to_do:
        index = to_do.pop()
        own = index - len(given)
        if own < 0:
            called.add(given[index].name)
        elif own not in found:
            found.add(own)
            for what, number in module.uses[own]:
                if what == CALL:
                    to_do.append(number)
                elif what == GLOBAL_GET and number in linked:
                    raise Unsupported(f"a function reads the address of {read[number].name}")
    return Reach(frozenset(found), frozenset(called))
