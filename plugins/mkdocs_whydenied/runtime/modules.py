"""Which modules the page's Python has, and their compiled form: found by letting the checker run, compiled by
the Python that will run them."""

from __future__ import annotations

import ast
import json
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from .halves.frozen import STARTS_WITH
from .node import INSIDE, BuildFailed, run_inside
from .writing import Module, write_zip

OVERLAY = INSIDE / "overlay"
EXERCISE = INSIDE.parent / "exercise.jsonl"

LEFT_OUT = ("cli", "__main__.py", "__pycache__", "guide.json", "py.typed")
"""Parts of the checker that only a terminal uses, by their first name inside the package."""

KEEP = {
    "_strptime": "datetime.strptime loads it from C",
    "base64": "decoding what a paste carries encoded",
    "datetime": "the C module hands pickling and parsing back to it",
    "decimal": "numbers in policy conditions",
    "genericpath": "posixpath needs it",
    "encodings.ascii": "str.encode looks codecs up by name",
    "encodings.idna": "urllib.parse encodes host names with it",
    "encodings.latin_1": "str.encode looks codecs up by name",
    "encodings.utf_16": "str.encode looks codecs up by name",
    "io": "frozen into Pyodide's interpreter, not into the page's",
    "html.entities": "html loads it for named entities",
    "os": "frozen into Pyodide's interpreter, not into the page's: functools has a function that imports it",
    "posixpath": "os needs it",
    "stat": "os needs it",
    "stringprep": "encodings.idna needs it",
}
"""Modules that stay although no trace may load them, each with its reason: they are reached lazily, from C or
by name."""

CHANGED = {
    # Compiling at the start is slow, and it would be all that needs Python's compiler there.
    "collections/__init__.py": {
        "__new__ = eval(code, namespace)": "__new__ = __import__('_named_tuples').new_of(code, field_names, namespace)"
    },
    # Os is for a test of Pyodide's own, the place of a warning, and functions that nothing here calls.
    "_pyodide/_core_docs.py": {"import os\n": "", 'if "IN_PYTEST" in os.environ:': "if False:"},
    "_strptime.py": {"import os\n": "", "(os.path.dirname(__file__),)": "()"},
    "fnmatch.py": {"import os\n": "", "import posixpath\n": ""},
}
"""Lines of the library that are written in another way, by its files; each is there once."""


def checker_files(checker: Path) -> list[Path]:
    """The checker's files that the page needs: sources and data."""
    found = (path for path in checker.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path for path in found if path.relative_to(checker).parts[0] not in LEFT_OUT)


def lay_out(checker: Path, target: Path) -> None:
    """Copies the checker's files into the shape that they have in a wheel."""
    for path in checker_files(checker):
        place = target / path.relative_to(checker)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def lay_out_library(pyodide: Path, target: Path) -> None:
    """Python's standard library as Pyodide brings it, with what lies in `overlay` in place of what it is
    named after."""
    with zipfile.ZipFile(pyodide / "python_stdlib.zip") as archive:
        archive.extractall(target)
    for own in OVERLAY.rglob("*.py"):
        shutil.copyfile(own, target / own.relative_to(OVERLAY))
    for name, lines in CHANGED.items():
        text = (target / name).read_text(encoding="utf-8")
        for line, instead in lines.items():
            if text.count(line) != 1:
                raise BuildFailed(f"Python's {name} has no line `{line.strip()}`, or more than one")
            text = text.replace(line, instead)
        (target / name).write_text(text, encoding="utf-8")


def trace(pyodide: Path, job: Path) -> dict[str, list[str]]:
    """The modules to keep, by when they are needed, see inside/trace.py."""
    sources = sorted((job / "checker").rglob("*.py"))
    checker = {module_name(path.relative_to(job / "checker")) for path in sources}
    imports = {name for path in sources for name in imported(path)} | set(KEEP)
    pastes = [json.loads(line) for line in (EXERCISE).read_text(encoding="utf-8").splitlines()]
    wanted = {
        "modules": sorted(checker | {name for name in imports if source_of(job, name.partition(".")[0])}),
        **{when: [each["paste"] for each in pastes if each["when"] == when] for when in ("first", "rest")},
        "guide": json.dumps({"schema": "whydenied/guide/1", "sections": []}),
    }
    (job / "trace.json").write_text(json.dumps(wanted), encoding="utf-8")
    files = [path for path in (job / "stdlib").rglob("*") if path.is_file()]
    write_zip(
        job / "library.zip",
        [(path.relative_to(job / "stdlib").as_posix(), path.read_bytes()) for path in files],
    )
    run_inside(pyodide, job, "trace.py", "library.zip")
    found: dict[str, list[str]] = json.loads((job / "loaded.json").read_text(encoding="utf-8"))
    # Those that are frozen into Pyodide's interpreter come from no file there.
    found["rest"] = sorted({*found["rest"], *KEEP} - {*found["start"], *found["first"]})
    # Python looks for a package's parts where the package is.
    beside = [name for name in (*found["first"], *found["rest"]) if name.partition(".")[0] in found["start"]]
    return {when: [name for name in names if name not in beside] for when, names in found.items()} | {
        "start": [*found["start"], *beside]
    }


def remember(pyodide: Path, job: Path) -> None:
    """Writes the modules `remembered` and `remembered_more`: what Python compiles while the checker runs."""
    run_inside(pyodide, job, "remember.py", "library.zip")


def module_name(path: Path) -> str:
    """`whydenied/aws/arn.py` -> `whydenied.aws.arn`; `whydenied/aws/data/__init__.py` ->
    `whydenied.aws.data`."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: Path) -> Iterable[str]:
    """The names of the modules that a source file imports absolutely, at any depth."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def source_of(job: Path, name: str) -> Path | None:
    """The source of a module of the checker or the standard library; None for one that is built into the
    interpreter."""
    bases = (job / root / Path(*name.split(".")) for root in ("checker", "stdlib"))
    places = (place for base in bases for place in (base / "__init__.py", base.with_name(base.name + ".py")))
    return next((place for place in places if place.is_file()), None)


def strip(pyodide: Path, job: Path, names: Iterable[str]) -> None:
    """Takes out of the modules' sources what nothing reads in a page, see inside/bare.py."""
    sources = [source for name in sorted(names) if (source := source_of(job, name))]
    relative = [source.relative_to(job).as_posix() for source in sources]
    (job / "compile.json").write_text(json.dumps(relative), encoding="utf-8")
    run_inside(pyodide, job, "bare.py")


def compile_modules(pyodide: Path, job: Path, names: Iterable[str]) -> dict[str, Module]:
    """The modules compiled, by name, with those of the library that are not in the wheel in `dist`; a traceback
    shows files as they are named in a wheel, and functions, but no lines."""
    sources = {name: source for name in sorted(names) if (source := source_of(job, name))}
    places = {name: PurePosixPath(*source.relative_to(job).parts[1:]) for name, source in sources.items()}
    library = [name for name in sources if job / "stdlib" in sources[name].parents]
    write_zip(
        job / "dist" / "library.zip", [(str(places[name]), sources[name].read_bytes()) for name in library]
    )
    frozen = {str(places[name].with_suffix(".pyc")): name for name in STARTS_WITH.values()}
    (job / "frozen.json").write_text(json.dumps(frozen), encoding="utf-8")
    run_inside(pyodide, job, "compile.py")
    return {
        name: (place.name == "__init__.py", (job / "compiled" / place.with_suffix(".pyc")).read_bytes())
        for name, place in places.items()
    }
