"""One order: each room of the checker knows only those below it, and no module imports itself by way of others."""

from graphlib import TopologicalSorter

import pytest

from .imports import graph, room

# From the ground up. A room may import those before it; the package itself (the empty name) shows `check` to the world.
ORDER = (
    "siblings",
    "aws",
    "report",
    "guide",
    "text",
    "evaluation",
    "policies",
    "errors",
    "call",
    "lint",
    "verdict",
    "advice",
    "check",
    "",
    "browser",
    "cli",
    "__main__",
)
IMPORTS = graph()


def test_every_room_has_its_place() -> None:
    assert {room(module) for module in IMPORTS} == {*ORDER}
    assert (
        sum(
            "." not in module
            for module in IMPORTS
            if f"{module}.__init__" and module and not any(other.startswith(f"{module}.") for other in IMPORTS)
        )
        <= 6
    )


@pytest.mark.parametrize("name", ORDER)
def test_a_room_knows_only_those_below_it(name: str) -> None:
    known = {(module, other) for module, others in IMPORTS.items() if room(module) == name for other in others}
    assert [pair for pair in sorted(known) if ORDER.index(room(pair[1])) > ORDER.index(name)] == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    TopologicalSorter(IMPORTS).prepare()  # raises CycleError, which names the circle
