"""A module in two halves does what it does whole, and one that is not known through and through is left
alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from mkdocs_whydenied.runtime.halves import API, GLUE, WASM, in_halves
from mkdocs_whydenied.runtime.halves.binary import CODE, DATA, ELEMENT, START, TYPE, Unsupported
from mkdocs_whydenied.runtime.halves.glue import trim
from mkdocs_whydenied.runtime.halves.instructions import named
from mkdocs_whydenied.runtime.halves.module import Module, Segment
from mkdocs_whydenied.runtime.halves.ranges import cut
from mkdocs_whydenied.runtime.halves.split import split
from mkdocs_whydenied.runtime.halves.traced import Traced
from tests.conftest import ROOT
from tests.runtime.small import BODIES, MOVED, small

PYODIDE = ROOT / "node_modules/pyodide"
NUMBERS = {name: number for number, name in enumerate(BODIES)}


def run(folder: Path, hot: set[str]) -> dict[str, list[object]]:
    module = Module(small())
    kept, moved = cut(module.segments, [MOVED])
    halves = split(module, {NUMBERS[name] for name in hot}, range(len(BODIES)), module.exports, kept, moved)
    files = {"whole": small(), "hot": halves.hot, "cold": halves.cold}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = ["node", str(ROOT / "tests/runtime/halves.mjs"), *(str(folder / name) for name in files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("hot", "waits_for"),
    [
        pytest.param(set(BODIES) - {"twice"}, ["count_then_twice"], id="called from the hot half"),
        pytest.param(set(BODIES) - {"read"}, ["by_table"], id="called through the table"),
        pytest.param(set(BODIES) - {"throws"}, ["catches"], id="throws into the hot half"),
        pytest.param({"throws"}, ["double"], id="catches from the hot half"),
        pytest.param(set(), ["double"], id="nothing is hot"),
    ],
)
def test_halves_do_what_the_whole_does(hot: set[str], waits_for: list[str], tmp_path: Path) -> None:
    found = run(tmp_path, hot)
    assert found["two"] == found["one"] == [42, 32, 12, 20, 9, 1005, 1042, 1043, 16, 2]
    assert found["waited"] == waits_for


def test_data_that_moves_is_not_there_before_the_cold_half(tmp_path: Path) -> None:
    found = run(tmp_path, set(BODIES))
    assert found["waited"] == []
    assert found["one"][6:8] == [1042, 1043] and found["two"][6:8] == [1000, 1000]


UNKNOWN = {
    "ref.func": b"\0\xd2\0\x1a\x20\0\x0b",
    "return_call": b"\0\x20\0\x12\1\x0b",
    "return_call_indirect": b"\0\x20\0\x20\0\x13\1\0\x0b",
    "memory.init": b"\0\x41\0\x41\0\x41\0\xfc\x08\0\0\x20\0\x0b",
    "table.init": b"\0\x41\0\x41\0\x41\0\xfc\x0c\0\0\x20\0\x0b",
    "vectors": b"\0\xfd\x0c" + bytes(16) + b"\x1a\x20\0\x0b",
    "atomics": b"\0\x20\0\xfe\x10\2\0\x0b",
    "another memory": b"\0\x20\0\x28\x42\1\0\x0b",
    "objects": b"\0\xfb\0\0\x1a\x20\0\x0b",
    "an instruction of later": b"\0\x27\x0b",
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_an_unknown_instruction_is_refused(what: str) -> None:
    module = Module(small(read=UNKNOWN[what]))
    with pytest.raises(Unsupported):
        split(module, {0}, range(len(BODIES)), module.exports, module.segments, [])


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({f"section_{TYPE}": b"\1\x5f\0"}, id="a type that is no function"),
        pytest.param({f"section_{ELEMENT}": b"\1\1\0\1\1"}, id="passive elements"),
        pytest.param({f"section_{DATA}": b"\1\1\2ab"}, id="passive data"),
        pytest.param({f"section_{START}": b"\1"}, id="a start function"),
        pytest.param({f"section_{CODE}": b"\0"}, id="functions without bodies"),
    ],
)
def test_an_unknown_part_is_refused(changed: dict[str, bytes]) -> None:
    with pytest.raises(Unsupported):
        Module(small(**changed))


def test_an_unknown_section_and_a_broken_file_are_refused() -> None:
    with pytest.raises(Unsupported):
        Module(small() + b"\x0f\0")
    with pytest.raises((Unsupported, IndexError)):
        Module(small()[:-3])


def test_every_instruction_of_python_is_known() -> None:
    module = Module((PYODIDE / "pyodide.asm.wasm").read_bytes())
    assert sum(1 for body in module.bodies[::40] for _ in named(body)) > 10_000


def test_data_is_cut_at_the_borders_of_ranges() -> None:
    segments = [Segment(10, b"abcdefghij"), Segment(24, b"klmn"), Segment(100, b"z")]
    kept, moved = cut(segments, [(12, 15), (18, 26)])
    assert kept == [Segment(10, b"ab"), Segment(15, b"fgh"), Segment(26, b"mn"), Segment(100, b"z")]
    assert moved == [Segment(12, b"cde"), Segment(18, b"ij\0\0\0\0kl")]


def test_the_trace_is_of_the_installed_pyodide() -> None:
    files = {name: (PYODIDE / name.replace(".js", ".mjs")).read_bytes() for name in (WASM, GLUE, API)}
    traced = Traced.read()
    made = in_halves(files, traced)
    assert len(made[WASM]) < len(files[WASM]) / 2
    with pytest.raises(Unsupported, match="make trace"):
        in_halves(files | {WASM: files[WASM] + b"\0\2\1x"}, traced)


GLUE_TEXT = (
    'var other;var _a,_b,_c,memory;function assignWasmExports(wasmExports){_a=Module["_a"]=wasmExports["a"];'
    '_b=Module["_b"]=wasmExports["b"];_c=Module["_c"]=wasmExports["c"].value>>>0;'
    'memory=Module["memory"]=wasmMemory=wasmExports["memory"]}'
    'function run(){_a();resolve("main");wasmExports.d()}'
)


def test_names_that_nothing_uses_leave_the_glue() -> None:
    trimmed = trim(GLUE_TEXT, "x._c")
    assert "_b" not in trimmed.text and "var _a,_c,memory;" in trimmed.text
    assert {"a", "c", "d", "main", "memory"} <= trimmed.wanted and "b" not in trimmed.wanted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("assignWasmExports(wasmExports)", "assign(e)"),
        ('wasmExports["b"]', "wasmExports[name]"),
        ("var _a,_b,_c,memory", "let _a;let _b;let _c;let memory"),
        ("var _a,_b", "var _a,_b={}"),
    ],
)
def test_a_glue_of_another_shape_is_refused(old: str, new: str) -> None:
    with pytest.raises(Unsupported):
        trim(GLUE_TEXT.replace(old, new), "")
