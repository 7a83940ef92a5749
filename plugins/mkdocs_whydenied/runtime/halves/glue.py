"""Leaves out of Pyodide's generated JavaScript what is for packages with compiled code, which no page of ours
loads: their first steps (`adapted`), names of WebAssembly exports (`trim`), and all that Python's module does
not call (`shake`)."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from .binary import FUNCTIONS, GLOBALS, Unsupported
from .module import Export, Module

_START = "function assignWasmExports(wasmExports){"
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_STATEMENT = re.compile(r'([\w$]+)=Module\["([^"]+)"\]=wasmExports\["([^"]+)"\](?:\.value>>>0)?')
_QUOTED = re.compile(r"""["'`]([\w$]+)["'`]""")
_BY_NAME = re.compile(r"\bwasmExports\.([\w$]+)")
_COMPUTED = re.compile(r"\bwasmExports\[(?![\"'])")

_ADAPTED = {
    # A page's pictures and sounds that are files of Python's. Where there is no Browser, Emscripten does without.
    'if(typeof Browser!="undefined")Browser.init();': "",
    "registerPostMainLoop(()=>SDL.audio?.queueNewAudioData?.());": "",
    # The addresses of functions that packages link to: each costs a module of its own at every start.
    "updateGOT(origExports);": "",
    "if(!dynamicLibraries.length){reportUndefinedSymbols();return}": "if(!dynamicLibraries.length)return;",
    # Where packages find libraries.
    ',API.os=o("os")': "",
    ',API.os.environ.__setitem__("LD_LIBRARY_PATH",API.defaultLdLibraryPath.join(":"))': "",
    # The one statement that Python would need its compiler for.
    r'let[r,n]=API.rawRun("import _pyodide_core");r&&API.fatal_loading_error(`Failed to import _pyodide_core\n`,n),': (
        'if(!_PyImport_ImportModule(Module.stringToNewUTF8("_pyodide_core")))'
        'API.fatal_loading_error("Failed to import _pyodide_core");'
    ),
}
"""What is written in another way, each there once."""


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The JavaScript, and the names of all exports that it may look up."""

    text: str
    wanted: frozenset[str]


def adapted(glue: str) -> str:
    """Pyodide's *glue* without the steps that only packages need. Raises Unsupported where one is not there."""
    for text, instead in _ADAPTED.items():
        if glue.count(text) != 1:
            raise Unsupported(f"the generated JavaScript has no `{text}`, or more than one")
        glue = glue.replace(text, instead)
    return glue


def trim(glue: str, api: str) -> Trimmed:
    """Pyodide's *glue* without unused names; *api* is the module that uses it.

    Whatever stands in quotes or behind `wasmExports.` counts as used. Raises Unsupported where the glue has
    another shape than expected.
    """
    if glue.count(_START) != 1 or _COMPUTED.search(glue):
        raise Unsupported("the generated JavaScript assigns exports in another way")
    start = glue.index(_START) + len(_START)
    end = glue.index("}", start)
    statements = glue[start:end].split(";")
    assigned = {each: found for each in statements if (found := _STATEMENT.fullmatch(each))}
    if len(assigned) < len(statements) - 10:
        raise Unsupported("the generated JavaScript assigns exports in another way")
    first = next(iter(assigned.values()))[1]
    declared = glue.rfind(f"var {first},", 0, start)
    if declared < 0:
        raise Unsupported("the generated JavaScript declares its exports in another way")
    stop = glue.index(";", declared)
    variables = glue[declared + len("var ") : stop].split(",")
    if not all(_WORD.fullmatch(each) for each in variables):
        raise Unsupported("the generated JavaScript declares its exports in another way")
    rest = glue[:declared] + glue[stop:start] + glue[end:]
    used = {*_WORD.findall(rest), *_WORD.findall(api)}
    kept = [
        each for each in statements if each not in assigned or {assigned[each][1], assigned[each][2]} & used
    ]
    gone = {assigned[each][1] for each in {*statements} - {*kept}}
    names = [each for each in variables if each not in gone]
    text = f"{glue[:declared]}var {','.join(names)}{glue[stop:start]}{';'.join(kept)}{glue[end:]}"
    wanted = {*_QUOTED.findall(rest), *_QUOTED.findall(";".join(kept)), *_BY_NAME.findall(rest)}
    return Trimmed(text, frozenset(wanted))


def exports(module: Module, wanted: frozenset[str]) -> list[Export]:
    """The exports that the glue may look up."""
    # The name of a main that takes arguments.
    asked = wanted | {"__main_argc_argv"} if "main" in wanted else wanted
    return [each for each in module.exports if each.kind not in (FUNCTIONS, GLOBALS) or each.name in asked]


def shake(glue: str, api: str, module: Module, called: Collection[str]) -> str:
    """The *glue* with what the *api* and the *module*'s *called* imports reach, see shake.mjs. Raises
    Unsupported."""
    given = {each.name for each in module.imports if each.kind == FUNCTIONS}
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder, "job.json")
        parts = {
            "glue": glue,
            "api": api,
            "called": sorted(called),
            "uncalled": sorted(given.difference(called)),
        }
        job.write_text(json.dumps(parts), encoding="utf-8")
        command = ["node", str(Path(__file__).with_name("shake.mjs")), str(job)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise Unsupported(done.stderr.strip())
    return done.stdout
