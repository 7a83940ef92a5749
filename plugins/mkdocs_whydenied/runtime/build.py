"""Builds the Python runtime of the page: `python -m mkdocs_whydenied.runtime.build`, or `build_runtime` from a build hook.

Stock Pyodide spends most of its start compiling the standard library's sources, and looking for them. Here

- only what the checker needs is kept, and of Pyodide's own Python only what a worker needs that runs no console, no coroutine and no package
  (`inside/overlay`);
- every module is compiled beforehand, by the same Python inside Pyodide under Node, without docstrings and annotations, and so are the regular
  expressions and dataclasses that Python would compile while they run (`inside/remember.py`);
- the files are cut by when they are needed: what Python starts with, what explains a refusal, and the rest, which comes while the reader reads.

The same sources give the same bytes on every machine. Needs nothing but pyodide-lock, so that it also runs in an isolated build environment.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import marshal
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
OVERLAY = HERE / "inside" / "overlay"
PACKAGE = "whydenied"

LEFT_OUT = ("cli", "__main__.py", "__pycache__", "guide.json", "py.typed")
"""Parts of the checker that only a terminal uses, by their first name inside the package."""

FAR = f"{PACKAGE}.data.far"
"""The module that a page loads only when a paste names a service far from Lambda; its file is far.bin."""

PYC_HEADER = 16
"""Bytes of a .pyc file before its code, https://peps.python.org/pep-0552/."""

Module = tuple[bool, bytes]
"""Whether a module is a package, and its .pyc file."""

KEEP = {
    "_strptime": "datetime.strptime loads it from C",
    "base64": "decoding what a paste carries encoded",
    "datetime": "the C module hands pickling and parsing back to it",
    "decimal": "numbers in policy conditions",
    "encodings.ascii": "str.encode looks codecs up by name",
    "encodings.idna": "urllib.parse encodes host names with it",
    "encodings.latin_1": "str.encode looks codecs up by name",
    "encodings.utf_16": "str.encode looks codecs up by name",
    "html.entities": "html loads it for named entities",
    "stringprep": "encodings.idna needs it",
}
"""Modules that stay although no trace may load them, each with its reason: they are reached lazily, from C or by name."""


class BuildFailed(Exception):
    """The runtime cannot be built; the message says what to do."""


def build_runtime(root: Path = ROOT, *, checker: Path | None = None, output: Path | None = None) -> Path:
    """Builds the runtime into *output* unless it is there already for the same inputs, and returns that directory.

    *root* is the folder of package-lock.json, *checker* the package directory of the checker. Raises BuildFailed.
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
    own = (path for path in HERE.rglob("*") if path.is_file() and path.suffix in {".py", ".mjs", ".jsonl", ".md"})
    built = HERE / "files"
    for path in sorted([root / "package-lock.json", *(p for p in own if built not in p.parents), *checker_files(checker)]):
        digest.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def is_current(output: Path, inputs: str) -> bool:
    """Whether *output* holds a complete build of these inputs."""
    try:
        manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return False
    files: Mapping[str, Mapping[str, Any]] = manifest["files"]
    whole = all((output / name).is_file() and (output / name).stat().st_size == of["size"] for name, of in files.items())
    return bool(manifest["fingerprint"] == inputs and whole)


def npm_packages(root: Path) -> dict[str, Path]:
    """The folders of the npm packages that the runtime is made of, installed as package-lock.json says."""
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            raise BuildFailed(f"building the runtime needs Node.js 20 or later: there is no `{tool}` on the PATH")
    locked = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    folders = {name: root / "node_modules" / name for name in ("pyodide", "iframe-worker")}
    if any(package_version(folder) != locked[f"node_modules/{name}"]["version"] for name, folder in folders.items()):
        run(["npm", "ci", "--ignore-scripts"], root)
    return folders


def package_version(folder: Path) -> str | None:
    """The version of an installed npm package, None when it is not installed."""
    try:
        return str(json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"])
    except FileNotFoundError:
        return None


def run(command: list[str], folder: Path) -> None:
    """Runs one program and says what it said when it fails."""
    done = subprocess.run(command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise BuildFailed(f"`{' '.join(command[:2])}` failed:\n{done.stdout.strip()[-4000:]}")


def run_inside(pyodide: Path, job: Path, program: str, *library: str) -> None:
    """Runs one of the programs beside this module in Pyodide under Node, on a *library* of the job's instead of Pyodide's own if it is named."""
    inside = HERE / "inside"
    run(["node", str(inside / "run.mjs"), str(pyodide), str(inside / program), str(job), *(str(job / name) for name in library)], job)


def write_files(root: Path, checker: Path, pyodide: Path, job: Path, fresh: Path) -> None:
    """Makes every file of the runtime but the manifest."""
    lay_out(checker, job / "checker" / PACKAGE)
    lay_out_library(pyodide, job / "stdlib")
    needed = trace(pyodide, job)
    remember(pyodide, job)
    parts = {
        "library.zip": [*needed["start"], "packed_modules"],
        "checker.bin": [*needed["first"], "remembered"],
        "rules.bin": [name for name in needed["rest"] if name != FAR],
        "far.bin": [FAR],
    }
    compiled = compile_modules(pyodide, job, [name for names in parts.values() for name in names])
    write_zip(fresh / "library.zip", [(in_zip(name, *compiled[name]), compiled[name][1]) for name in parts["library.zip"]])
    for part, awaited in (("checker.bin", parts["rules.bin"]), ("rules.bin", ()), ("far.bin", ())):
        write_packed(fresh / part, {name: compiled[name] for name in parts[part]}, awaited)
    wheel = write_wheel(compiled, fresh, checker_version(root, checker))
    write_lock(pyodide, wheel, fresh / "pyodide-lock.json")
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        shutil.copyfile(pyodide / name, fresh / name)
    shutil.copyfile(root / "node_modules" / "iframe-worker" / "shim" / "index.js", fresh / "iframe-worker.js")
    shutil.copyfile(HERE / "THIRD_PARTY.md", fresh / "THIRD_PARTY.md")


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
    """Python's standard library as Pyodide brings it, with what lies in `overlay` in place of what it is named after."""
    with zipfile.ZipFile(pyodide / "python_stdlib.zip") as archive:
        archive.extractall(target)
    for own in OVERLAY.rglob("*.py"):
        shutil.copyfile(own, target / own.relative_to(OVERLAY))


def trace(pyodide: Path, job: Path) -> dict[str, list[str]]:
    """The modules to keep, by when they are needed, see inside/trace.py."""
    sources = sorted((job / "checker").rglob("*.py"))
    checker = {module_name(path.relative_to(job / "checker")) for path in sources}
    imports = {name for path in sources for name in imported(path)} | set(KEEP)
    pastes = [json.loads(line) for line in (HERE / "exercise.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = {
        "modules": sorted(checker | {name for name in imports if source_of(job, name.partition(".")[0])}),
        **{when: [each["paste"] for each in pastes if each["when"] == when] for when in ("first", "rest")},
        "guide": json.dumps({"schema": "whydenied/guide/1", "sections": []}),
    }
    (job / "trace.json").write_text(json.dumps(wanted), encoding="utf-8")
    files = [path for path in (job / "stdlib").rglob("*") if path.is_file()]
    write_zip(job / "library.zip", [(path.relative_to(job / "stdlib").as_posix(), path.read_bytes()) for path in files])
    run_inside(pyodide, job, "trace.py", "library.zip")
    found: dict[str, list[str]] = json.loads((job / "loaded.json").read_text(encoding="utf-8"))
    # Python looks for a package's parts where the package is.
    beside = [name for name in (*found["first"], *found["rest"]) if name.partition(".")[0] in found["start"]]
    return {when: [name for name in names if name not in beside] for when, names in found.items()} | {"start": [*found["start"], *beside]}


def remember(pyodide: Path, job: Path) -> None:
    """Writes the module `remembered`: what Python compiles while the checker starts."""
    run_inside(pyodide, job, "remember.py", "library.zip")


def module_name(path: Path) -> str:
    """`whydenied/arn.py` -> `whydenied.arn`; `whydenied/data/__init__.py` -> `whydenied.data`."""
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
    """The source of a module of the checker or the standard library; None for one that is built into the interpreter."""
    bases = (job / root / Path(*name.split(".")) for root in ("checker", "stdlib"))
    places = (place for base in bases for place in (base / "__init__.py", base.with_name(base.name + ".py")))
    return next((place for place in places if place.is_file()), None)


def compile_modules(pyodide: Path, job: Path, names: Iterable[str]) -> dict[str, Module]:
    """The modules compiled, by name; a traceback shows them as they would be named in a wheel."""
    sources = {name: source for name in sorted(names) if (source := source_of(job, name))}
    shown = [[path.relative_to(job).as_posix(), path.relative_to(job).as_posix().partition("/")[2]] for path in sources.values()]
    (job / "compile.json").write_text(json.dumps(shown), encoding="utf-8")
    run_inside(pyodide, job, "compile.py")
    return {name: (source.name == "__init__.py", source.with_suffix(".pyc").read_bytes()) for name, source in sources.items()}


def in_zip(name: str, is_package: bool, _content: bytes) -> str:
    """`json.decoder` -> `json/decoder.pyc`, `json` -> `json/__init__.pyc`."""
    return name.replace(".", "/") + ("/__init__.pyc" if is_package else ".pyc")


def write_zip(target: Path, files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> None:
    """Writes a zip file with nothing of this machine or moment in it. Stored: compressing it is the web server's work, and Python reads it sooner."""
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = method
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def write_packed(target: Path, modules: Mapping[str, Module], awaited: Iterable[str]) -> None:
    """Writes modules for inside/overlay/packed_modules.py, with the names of those that another file will bring."""
    codes = {name: (is_package, content[PYC_HEADER:]) for name, (is_package, content) in sorted(modules.items())}
    # The oldest format of marshal: later ones depend on which strings the host's Python happens to share.
    target.write_bytes(marshal.dumps((codes, tuple(sorted(awaited))), 0))


def checker_version(root: Path, checker: Path) -> str:
    """The checker's own version."""
    found = re.search(r'^__version__\s*=\s*"([^"]+)"', (checker / "__init__.py").read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise BuildFailed(f"{checker / '__init__.py'} states no __version__")
    return found[1]


def write_wheel(compiled: Mapping[str, Module], fresh: Path, version: str) -> Path:
    """The compiled checker alone as a wheel, for pages that run a Pyodide of their own; the lock file names it."""
    info = f"{PACKAGE}-{version}.dist-info"
    files = [(in_zip(name, *module), module[1]) for name, module in compiled.items() if name.split(".")[0] == PACKAGE]
    files.append((f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: {version}\n".encode()))
    files.append((f"{info}/WHEEL", b"Wheel-Version: 1.0\nGenerator: whydenied\nRoot-Is-Purelib: true\nTag: cp314-none-any\n"))
    files.append((f"{info}/RECORD", "".join(f"{name},,\n" for name in sorted([n for n, _ in files] + [f"{info}/RECORD"])).encode()))
    wheel = fresh / f"{PACKAGE}-{version}-cp314-none-any.whl"
    write_zip(wheel, files, zipfile.ZIP_DEFLATED)
    return wheel


def write_lock(pyodide: Path, wheel: Path, target: Path) -> None:
    """Pyodide's lock file with the checker as its only package.

    pyodide-lock checks it and does not write it: its releases for different Pythons write different fields, and the file is to be the same.
    """
    info = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    package = {
        "name": PACKAGE,
        "version": wheel.name.split("-")[1],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": sha256(wheel),
        "package_type": "package",
        "imports": [PACKAGE],
        "depends": [],
        "unvendored_tests": False,
    }
    info["version"] = package_version(pyodide)  # which older releases of pyodide-lock ask for, and npm's own lock file leaves out
    lock = {"info": info, "packages": {PACKAGE: package}}
    target.write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    try:
        from pyodide_lock import PyodideLockSpec  # here, so that a site can be built where only the wheel is installed
    except ModuleNotFoundError as error:
        raise BuildFailed("building the runtime needs the package pyodide-lock: pip install pyodide-lock") from error
    PyodideLockSpec.from_json(target)


def sha256(path: Path) -> str:
    """The hash of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_manifest(fresh: Path, inputs: str, pyodide: Path) -> None:
    """The list of what was built: the last file written, so that an interrupted build is seen as one."""
    lock = json.loads((fresh / "pyodide-lock.json").read_text(encoding="utf-8"))
    manifest = {
        "schema": "whydenied/runtime/1",
        "fingerprint": inputs,
        "pyodide": package_version(pyodide),
        "python": lock["info"]["python"],
        "checker": lock["packages"][PACKAGE]["version"],
        "files": {path.name: {"sha256": sha256(path), "size": path.stat().st_size} for path in sorted(fresh.iterdir())},
    }
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """The command line: exit code 0, or 1 and a sentence."""
    parser = argparse.ArgumentParser(prog="python -m mkdocs_whydenied.runtime.build", description="Build the page's runtime.")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder of package-lock.json")
    parser.add_argument("--checker", type=Path, help="package directory of the checker (default: browser_checks/whydenied)")
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
