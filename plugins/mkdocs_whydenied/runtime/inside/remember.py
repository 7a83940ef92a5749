"""Compiles beforehand what the checker's modules have Python compile while they run: writes
/job/stdlib/remembered.py for a refusal and /job/stdlib/remembered_more.py for the rest.

These are regular expressions, and the methods that `dataclasses` writes as text: together half of the wait
for the checker. They are noted while it starts and answers here, in the very interpreter that will run in the
page. There the modules hand them out; what it does not hold, or what another version of the
interpreter asks for, is compiled as ever.
"""

import builtins
import dataclasses
import gc
import importlib
import json
import marshal
import re._compiler as compiler  # type: ignore[import-not-found]
import sys
from array import array
from pathlib import Path
from types import CodeType, SimpleNamespace
from typing import Any

JOB = Path("/job")
REMEMBERED = """\
'''What the checker's modules compile while they run, compiled when this runtime was built: import it before the checker.'''

import builtins
import dataclasses
import marshal
import re._compiler as compiler

patterns, methods = marshal.loads({tables!r})
anew = compiler.compile


def compile(pattern, flags=0):
    found = patterns.get((pattern, flags)) if isinstance(pattern, str) else None
    if found is None:
        return anew(pattern, flags)
    all_flags, code, *groups = found
    return compiler._sre.compile(pattern, all_flags, memoryview(code).cast("I").tolist(), *groups)


def exec(text, *namespaces):
    builtins.exec(methods.get(text, text), *namespaces)


if compiler._sre.MAGIC == {magic}:
    compiler.compile = compile
    dataclasses.exec = exec
"""
MORE = """\
'''What the rest of the checker compiles while it runs.'''

import marshal
import remembered

patterns, methods = marshal.loads({tables!r})
remembered.patterns.update(patterns)
remembered.methods.update(methods)
"""

patterns: dict[tuple[str, int], tuple[Any, ...]] = {}
methods: dict[str, CodeType] = {}
sre = compiler._sre
compile_anew = compiler.compile
last: list[Any] = []


def compile_and_keep(*arguments: Any) -> Any:
    """Stands in for the interpreter's own function, which is given the finished code."""
    last[:] = arguments
    return sre.compile(*arguments)


def compile_pattern(pattern: Any, flags: int = 0) -> Any:
    """Stands in for the function that `re` calls for what is not in its cache."""
    found = compile_anew(pattern, flags)
    if isinstance(pattern, str):
        _, all_flags, code, *groups = last
        patterns[pattern, int(flags)] = (int(all_flags), array("I", code).tobytes(), *groups)
    return found


def run_methods(text: str, *namespaces: dict[str, Any]) -> None:
    """Stands in for `exec` in `dataclasses`."""
    methods[text] = compile(text, "<dataclass>", "exec", dont_inherit=True, optimize=2)
    builtins.exec(methods[text], *namespaces)


compiler._sre = SimpleNamespace(
    **{name: getattr(sre, name) for name in dir(sre) if not name.startswith("__")}
    | {"compile": compile_and_keep}
)
compiler.compile = compile_pattern
dataclasses.exec = run_methods  # type: ignore[attr-defined]

sys.path.insert(0, str(JOB / "checker"))
job = json.loads((JOB / "trace.json").read_text(encoding="utf-8"))
answer = importlib.import_module("whydenied.browser").answer
lazy = importlib.import_module("whydenied.text.regex").LazyRegex


def exercise(pastes: list[str]) -> None:
    """Answers the pastes, and has the expressions compiled that other pastes would use."""
    for paste in pastes:
        answer(paste, job["guide"])
    for regex in [each for each in gc.get_objects() if type(each) is lazy]:
        regex.search  # noqa: B018 - any method has it compiled


def write(name: str, text: str) -> None:
    """Writes a module with what was noted, sorted, so that the same checker always gives the same bytes."""
    tables = marshal.dumps((dict(sorted(patterns.items())), dict(sorted(methods.items()))))
    (JOB / "stdlib" / name).write_text(text.format(magic=sre.MAGIC, tables=tables), encoding="utf-8")
    patterns.clear()
    methods.clear()


exercise(job["first"])
write("remembered.py", REMEMBERED)
for name in job["modules"]:
    importlib.import_module(name)
exercise(job["rest"])
write("remembered_more.py", MORE)
