"""One order: each room of the checker knows only those below it, and no module imports itself by way of
others."""

from graphlib import TopologicalSorter

import pytest

from .imports import CHECKER, ORDER, PLUGIN_ORDER, graph, importers, plugin_graph, plugin_room, room

IMPORTS = graph()
PLUGIN = plugin_graph()


def test_every_room_has_its_place() -> None:
    assert {room(module) for module in IMPORTS} == {*ORDER}


def test_few_modules_are_at_the_root() -> None:
    folders = {room(module) for module in IMPORTS if "." in module}
    assert len({*ORDER} - folders - {""}) <= 6


@pytest.mark.parametrize("name", ORDER)
def test_a_room_knows_only_those_below_it(name: str) -> None:
    known = {
        (module, other) for module, others in IMPORTS.items() if room(module) == name for other in others
    }
    assert [pair for pair in sorted(known) if ORDER.index(room(pair[1])) > ORDER.index(name)] == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    TopologicalSorter(IMPORTS).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("name", PLUGIN_ORDER)
def test_a_room_of_the_plugin_knows_the_checker_and_those_below_it(name: str) -> None:
    known = {
        (module, other)
        for module, others in PLUGIN.items()
        if plugin_room(module) == name
        for other in others
    }
    assert [
        pair for pair in sorted(known) if PLUGIN_ORDER.index(plugin_room(pair[1])) > PLUGIN_ORDER.index(name)
    ] == []


def test_no_module_of_the_plugin_imports_itself_by_way_of_others() -> None:
    TopologicalSorter(PLUGIN).prepare()


def test_two_modules_import_mkdocs() -> None:
    """A host that replaces it replaces these; guide, site and runtime work without any."""
    assert importers("mkdocs") == ["config.py", "plugin.py"]
    assert importers("mkdocs", CHECKER) == []
    assert importers("markdown_it")  # so that an empty list above says something
