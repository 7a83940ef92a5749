"""What a page's Python does without: functions that cannot run, docstrings, frozen modules, JavaScript."""

from __future__ import annotations

import importlib.util
from collections import namedtuple
from types import ModuleType

import pytest

from mkdocs_whydenied import runtime
from mkdocs_whydenied.runtime.halves import GLUE
from mkdocs_whydenied.runtime.halves.binary import (
    DATA,
    EXPORT,
    GLOBAL,
    IMPORT,
    Unsupported,
    sized,
    string,
    vector,
)
from mkdocs_whydenied.runtime.halves.docs import docstrings
from mkdocs_whydenied.runtime.halves.frozen import with_codes
from mkdocs_whydenied.runtime.halves.glue import adapted, shake
from mkdocs_whydenied.runtime.halves.module import Module, Segment
from mkdocs_whydenied.runtime.halves.reach import reach
from mkdocs_whydenied.runtime.modules import OVERLAY
from tests.conftest import ROOT
from tests.runtime.small import BODIES, small

PLACE = 1024


def with_data(content: bytes, **changed: bytes) -> Module:
    """The small module with this data."""
    segment = b"\0\x41\x80\x08\x0b" + sized(content)
    return Module(small(**{f"section_{DATA}": vector([segment])}, **changed))


def test_what_nothing_calls_cannot_run() -> None:
    module = Module(small())
    numbers = {name: number for number, name in enumerate(BODIES)}
    found = reach(module, [each for each in module.exports if each.name in ("count_then_twice", "memory")])
    # `double` and `read` are in the table, and `read` calls the import.
    assert found.functions == {numbers[name] for name in ("count_then_twice", "twice", "double", "read")}
    assert found.imports == {"pass"}
    body = b"\0\x20\0\x0b"  # gives back its argument
    assert reach(Module(small(read=body)), []).imports == set()


def test_an_address_of_a_package_is_refused() -> None:
    imports = [
        string("env") + string("pass") + b"\0\1",
        string("GOT.func") + string("draw") + b"\3\x7f\1",
    ]
    module = Module(small(**{f"section_{IMPORT}": vector(imports)}))
    with pytest.raises(Unsupported, match="draw"):
        reach(module, module.exports)  # the global that `count_then_twice` reads


def address(at: int) -> bytes:
    return at.to_bytes(4, "little")


DOCSTRING = b"len(obj, /)\n--\n\nHow many it has."


@pytest.mark.parametrize(
    ("before", "after", "addresses", "length"),
    [
        pytest.param(b"end\0", b"\0next\0", [4], len(DOCSTRING), id="between strings"),
        pytest.param(b"0123456789abcdef", b"\0", [0, 16], len(DOCSTRING), id="after letters without a zero"),
        pytest.param(b"\0", b"\0", [1, 25], 24, id="its end is another string"),
        pytest.param(b"end\0", b"", [4], len(DOCSTRING), id="at the end of the data"),
        pytest.param(b"9", b"\0", [0], 0, id="nothing has its address"),
    ],
)
def test_docstrings_are_found(before: bytes, after: bytes, addresses: list[int], length: int) -> None:
    pointers = b"".join(address(PLACE + 256 + at) for at in addresses)
    module = with_data(pointers.ljust(256, b"\1") + before + DOCSTRING + after)
    start = PLACE + 256 + len(before)
    assert docstrings(module) == ([(start, start + length)] if length else [])


def test_text_with_the_mark_alone_is_no_docstring() -> None:
    module = with_data(address(PLACE + 4) + b"usage:\n--\n\nno signature\0")
    assert docstrings(module) == []


# What lies where: three variables, three tables, names, codes.
TABLES, NAMES, CODES = PLACE + 12, PLACE + 200, PLACE + 300


def frozen_module() -> Module:
    names = {b"start": NAMES, b"other": NAMES + 10, b"__hello__": NAMES + 20}
    entry = {
        name: address(at) + address(CODES + 40 * number) + address(40) + address(0)
        for number, (name, at) in enumerate(names.items())
    }
    end = bytes(16)
    tables = [entry[b"start"] + end, entry[b"other"] + entry[b"start"] + end, entry[b"__hello__"] + end]
    content = bytearray(CODES - PLACE + 120)
    place = TABLES
    for number, table in enumerate(tables):
        content[number * 4 : number * 4 + 4] = address(place)
        content[place - PLACE : place - PLACE + len(table)] = table
        place += len(table)
    for name, at in names.items():
        content[at - PLACE : at - PLACE + len(name)] = name
    content[CODES - PLACE :] = b"c" * 120
    variables = [b"\x7f\0\x41" + signed_place(PLACE + 4 * number) + b"\x0b" for number in range(3)]
    shown = ("_PyImport_FrozenBootstrap", "_PyImport_FrozenStdlib", "_PyImport_FrozenTest")
    exports = [string(name) + b"\3" + bytes([2 + number]) for number, name in enumerate(shown)]
    own = [b"\x7f\1\x41\0\x0b", b"\x7f\0\x41\x80\x20\x0b"]
    changed = {f"section_{GLOBAL}": vector([*own, *variables]), f"section_{EXPORT}": vector(exports)}
    return with_data(bytes(content), **changed)


def signed_place(value: int) -> bytes:
    return bytes([value & 0x7F | 0x80, value >> 7])


def at(segments: list[Segment], place: int, size: int) -> bytes:
    for each in segments:
        if each.start <= place < each.end:
            return each.content[place - each.start :][:size]
    return bytes(size)


def test_frozen_modules_get_other_code_or_leave() -> None:
    module = frozen_module()
    segments, free = with_codes(module, module.segments, {"start": b"short"})
    assert at(segments, CODES, 7) == b"shortcc"
    assert free == [(CODES + 5, CODES + 40), (CODES + 40, CODES + 80), (CODES + 80, CODES + 120)]
    first, second, third = TABLES, TABLES + 32, TABLES + 80
    entry = address(NAMES) + address(CODES) + address(5) + address(0)
    assert at(segments, first, 32) == entry + bytes(16)
    assert at(segments, second, 48) == entry + bytes(32)
    assert at(segments, third, 16) == bytes(16)


def test_frozen_modules_of_another_kind_are_refused() -> None:
    module = frozen_module()
    for codes in ({"start": b"x" * 41}, {"start": b"x", "new": b"x"}):
        with pytest.raises(Unsupported):
            with_codes(module, module.segments, codes)
    with pytest.raises(Unsupported):
        with_codes(Module(small()), module.segments, {"start": b"x"})


SHAKEN = (
    "async function _create(){var a=1;var b=()=>a;function used(){return b()}var unused=()=>gone();function gone(){}"
    'gone.sig="v";var wasmImports={pass:used,other:unused};Module["kept"]=kept;function kept(){}'
    'Module["lost"]=lost;function lost(){}var c=start();function start(){return[quoted,wasmImports]}var quoted="in[\\"Quotes\\"]",'
    "alone=2;class Unasked{}return Module}export default _create;"
)


def test_javascript_that_nothing_reaches_leaves() -> None:
    text = shake(SHAKEN, "export const f = (x) => x.kept();", Module(small()), ["pass"])
    assert all(
        word in text for word in ("pass:used", "b=()=>a", "a=1", "function kept", "start()", "quoted=")
    )
    assert not any(word in text for word in ("unused", "gone", "lost", "alone", "Unasked", "other"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("var wasmImports={pass:used,other:unused}", "var wasmImports=make()"),
        ("pass:used", "[pass]:used"),
        ("pass:used,", ""),
        ("async function _create(){", "async function _create(){}function _other(){"),
        ("var a=1", "var a="),
    ],
)
def test_javascript_of_another_shape_is_refused(old: str, new: str) -> None:
    with pytest.raises(Unsupported):
        shake(SHAKEN.replace(old, new), "", Module(small()), ["pass"])


def test_steps_that_are_not_there_are_refused() -> None:
    glue = (ROOT / "node_modules/pyodide" / GLUE.replace(".js", ".mjs")).read_text("utf-8")
    assert len(adapted(glue)) < len(glue)
    with pytest.raises(Unsupported):
        adapted(glue.replace("updateGOT(origExports);", "updateGOT(exports);"))


def overlay(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"overlay_{name}", OVERLAY / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("count", [0, 1, 2, 7, 12, 13, 20])
def test_named_tuples_are_made_as_ever(count: int) -> None:
    names = [f"field{number}" for number in range(count)]
    arguments = "".join(f", {name}" for name in names)
    text = f"lambda _cls{arguments}: _tuple_new(_cls, ({''.join(f'{name}, ' for name in names)}))"
    made = overlay("_named_tuples").new_of(text, names, {"_tuple_new": tuple.__new__})
    usual = namedtuple("usual", names)  # type: ignore[misc]
    made.__defaults__ = usual.__new__.__defaults__
    values = [*range(count)]
    assert made(usual, *values) == usual(*values)
    assert made(usual, **dict(zip(names, values, strict=True))) == usual(*values)
    with pytest.raises(TypeError):
        made(usual, *values, "one more")


@pytest.mark.parametrize("name", ["genericpath", "io", "os", "posixpath", "stat"])
def test_a_frozen_module_that_left_comes_with_the_rules(name: str) -> None:
    assert bytes([len(name)]) + name.encode() in runtime.load().read("rules.bin")  # as marshal has a name
