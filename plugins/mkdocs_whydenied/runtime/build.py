"""Builds the Python runtime of the page: `python -m mkdocs_whydenied.runtime.build`, or `build_runtime` from
a build hook.

Stock Pyodide spends most of its start compiling the standard library's sources, and looking for them. Here

- only what the checker needs is kept, and of Pyodide's own Python only what a worker needs that runs no
console, no coroutine and no package
  (`inside/overlay`);
- every module is compiled beforehand, by `pyodide py-compile` in the same Python inside Pyodide under Node,
without docstrings and annotations, and so are the regular
  expressions and dataclasses that Python would compile while they run (`inside/remember.py`);
- the files are cut by when they are needed: what Python starts with, what explains a refusal, and the rest,
which comes while the reader reads; Python's own WebAssembly module, too (`halves`).

The same sources give the same bytes on every machine. Needs nothing but hatchling, pip, pyodide-lock and zopfli, so
that it also runs in an isolated build environment.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import MODULES
from .halves import in_halves
from .halves.binary import Unsupported
from .halves.frozen import STARTS_WITH
from .halves.traced import Traced
from .modules import checker_files, compile_modules, lay_out, lay_out_library, remember, strip, trace
from .node import BuildFailed, npm_packages, package_version
from .tool import pyodide_build
from .writing import (
    PACKAGE,
    check_lock,
    in_zip,
    packed,
    sha256,
    write_lock,
    write_packed,
    write_wheel,
    write_zip,
)

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]

FAR = f"{PACKAGE}.aws.data.far"
"""The module that a page loads only when a paste names a service far from Lambda; its file is far.bin."""


def build_runtime(root: Path = ROOT, *, checker: Path | None = None, output: Path | None = None) -> Path:
    """Builds the runtime into *output* unless it is there already for the same inputs, and returns that
    directory.

    *root* is the folder of package-lock.json, *checker* the package directory of the checker. Raises
    BuildFailed.
    """
    checker = checker or root / "browser_checks" / PACKAGE
    output = output or HERE / "files"
    if not (checker / "browser.py").is_file():
        raise BuildFailed(f"there is no checker in {checker}: it has no browser.py")
    inputs = fingerprint(root, checker)
    if is_current(output, inputs):
        return output
    pyodide = npm_packages(root)["pyodide"]
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder)
        fresh = job / "files"
        fresh.mkdir()
        write_files(root, checker, pyodide, job, fresh)
        write_manifest(fresh, inputs, pyodide)
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(fresh, output)
    return output


def fingerprint(root: Path, checker: Path) -> str:
    """One hash over everything that the built files depend on."""
    digest = hashlib.sha256()
    own = (
        path
        for path in HERE.rglob("*")
        if path.is_file() and path.suffix in {".py", ".mjs", ".json", ".jsonl", ".md", ".txt"}
    )
    built = HERE / "files"
    for path in sorted(
        [root / "package-lock.json", *(p for p in own if built not in p.parents), *checker_files(checker)]
    ):
        digest.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def is_current(output: Path, inputs: str) -> bool:
    """Whether *output* holds a complete build of these inputs."""
    try:
        manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return False
    files: Mapping[str, Mapping[str, Any]] = manifest["files"]
    whole = all(
        (output / name).is_file() and (output / name).stat().st_size == of["size"]
        for name, of in files.items()
    )
    return bool(manifest["fingerprint"] == inputs and whole)


def write_files(root: Path, checker: Path, pyodide: Path, job: Path, fresh: Path) -> None:
    """Makes every file of the runtime but the manifest."""
    lay_out(checker, job / "checker" / PACKAGE)
    lay_out_library(pyodide, job / "stdlib")
    needed = trace(pyodide, job)
    remember(pyodide, job)
    parts = {
        "library.zip": [*needed["start"], "packed_modules"],
        "checker.bin": [*needed["first"], "remembered"],
        "rules.bin": [*(name for name in needed["rest"] if name != FAR), "remembered_more"],
        "far.bin": [FAR],
    }
    kept = [*(name for names in parts.values() for name in names), *STARTS_WITH.values()]
    strip(pyodide, job, kept)
    python = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]["python"]
    minor = python.rpartition(".")[0]
    wheel = write_wheel(job / "checker", job / "dist", checker_version(root, checker), minor)
    write_lock(pyodide, wheel, job / "dist" / "pyodide-lock.json")
    shutil.copytree(pyodide_build(root, minor), job / "tool")
    compiled = compile_modules(pyodide, job, kept)
    for path in (next((job / "dist").glob("*.whl")), job / "dist" / "pyodide-lock.json"):
        shutil.copyfile(path, fresh / path.name)
    check_lock(fresh / "pyodide-lock.json")
    write_zip(
        fresh / "library.zip",
        [(in_zip(name, *compiled[name]), compiled[name][1]) for name in parts["library.zip"]],
    )
    for part, awaited in (("checker.bin", parts["rules.bin"]), ("rules.bin", ()), ("far.bin", ())):
        write_packed(fresh / part, {name: compiled[name] for name in parts[part]}, awaited)
    modules = {name: (pyodide / name.replace(".js", ".mjs")).read_bytes() for name in MODULES}
    codes = {name: (job / "frozen" / module).read_bytes() for name, module in STARTS_WITH.items()}
    for name, content in python_modules(pyodide, modules, codes).items():
        (fresh / name).write_bytes(content)
    large = [fresh / name for name in parts] + sorted(fresh.glob("*.wasm"))
    for path, content in zip(large, packed([path.read_bytes() for path in large]), strict=True):
        path.with_name(f"{path.name}.gz").write_bytes(content)
    shutil.copyfile(root / "node_modules" / "iframe-worker" / "shim" / "index.js", fresh / "iframe-worker.js")
    shutil.copyfile(HERE / "THIRD_PARTY.md", fresh / "THIRD_PARTY.md")


def python_modules(
    pyodide: Path, modules: Mapping[str, bytes], codes: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Pyodide's WebAssembly module in two halves, with these *codes* frozen, and the JavaScript *modules* that
    go with them; as they are, with a word about why, where they cannot be cut."""
    files = {**modules, "pyodide.asm.wasm": (pyodide / "pyodide.asm.wasm").read_bytes()}
    try:
        return files | in_halves(files, Traced.read(), codes)
    except Unsupported as reason:
        print(f"note: Python's WebAssembly module stays in one piece: {reason}", file=sys.stderr)
        return files


def checker_version(root: Path, checker: Path) -> str:
    """The checker's own version."""
    found = re.search(
        r'^__version__\s*=\s*"([^"]+)"', (checker / "__init__.py").read_text(encoding="utf-8"), re.MULTILINE
    )
    if not found:
        raise BuildFailed(f"{checker / '__init__.py'} states no __version__")
    return found[1]


def write_manifest(fresh: Path, inputs: str, pyodide: Path) -> None:
    """The list of what was built: the last file written, so that an interrupted build is seen as one."""
    lock = json.loads((fresh / "pyodide-lock.json").read_text(encoding="utf-8"))
    manifest = {
        "schema": "whydenied/runtime/1",
        "fingerprint": inputs,
        "pyodide": package_version(pyodide),
        "python": lock["info"]["python"],
        "checker": lock["packages"][PACKAGE]["version"],
        "files": {
            path.name: {"sha256": sha256(path), "size": path.stat().st_size}
            for path in sorted(fresh.iterdir())
        },
    }
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """The command line: exit code 0, or 1 and a sentence."""
    parser = argparse.ArgumentParser(
        prog="python -m mkdocs_whydenied.runtime.build", description="Build the page's runtime."
    )
    parser.add_argument("--root", type=Path, default=ROOT, help="folder of package-lock.json")
    parser.add_argument(
        "--checker", type=Path, help="package directory of the checker (default: browser_checks/whydenied)"
    )
    parser.add_argument("--output", type=Path, help="where the files go (default: beside this module)")
    options = parser.parse_args(arguments)
    try:
        print(build_runtime(options.root, checker=options.checker, output=options.output))
    except BuildFailed as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
