"""The files that hold the compiled modules: a zip for Python's start, packed files for the rest, a wheel with
its lock file; and large files as gzip."""

from __future__ import annotations

import hashlib
import json
import marshal
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .node import BuildFailed, package_version, run

PACKAGE = "whydenied"

PYC_HEADER = 16
"""Bytes of a .pyc file before its code, https://peps.python.org/pep-0552/."""

Module = tuple[bool, bytes]
"""Whether a module is a package, and its .pyc file."""


def in_zip(name: str, is_package: bool, _content: bytes) -> str:
    """`json.decoder` -> `json/decoder.pyc`, `json` -> `json/__init__.pyc`."""
    return name.replace(".", "/") + ("/__init__.pyc" if is_package else ".pyc")


def write_zip(target: Path, files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> None:
    """Writes a zip file with nothing of this machine or moment in it. Stored: compressing it is the web
    server's work, and Python reads it sooner."""
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = method
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def write_packed(target: Path, modules: Mapping[str, Module], awaited: Iterable[str]) -> None:
    """Writes modules for inside/overlay/packed_modules.py, with the names of those that another file will
    bring."""
    codes = {
        name: (is_package, content[PYC_HEADER:]) for name, (is_package, content) in sorted(modules.items())
    }
    # The oldest format of marshal: later ones depend on which strings the host's Python happens to share.
    target.write_bytes(marshal.dumps((codes, tuple(sorted(awaited))), 0))


PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "{name}"
version = "{version}"
requires-python = ">={python}"
[tool.hatch.build.targets.wheel]
packages = ["{name}"]
"""


def write_wheel(sources: Path, target: Path, version: str, python: str) -> Path:
    """The checker in the folder *sources* as a plain wheel in *target*, built by hatchling."""
    project = PROJECT.format(name=PACKAGE, version=version, python=python)
    (sources / "pyproject.toml").write_text(project, encoding="utf-8")
    target.mkdir(parents=True, exist_ok=True)
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)], sources)
    return next(target.glob("*.whl"))


def write_lock(pyodide: Path, wheel: Path, target: Path) -> None:
    """Pyodide's lock file with the checker as its only package, for pages that run a Pyodide of their own."""
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
    info["version"] = package_version(
        pyodide
    )  # which older releases of pyodide-lock ask for, and npm's own lock file leaves out
    lock = {"info": info, "packages": {PACKAGE: package}}
    target.write_text(json.dumps(lock, sort_keys=True) + "\n", encoding="utf-8")


def check_lock(lock: Path) -> None:
    """Checks the lock file by pyodide-lock, and that it names a wheel that is there. Raises BuildFailed."""
    try:
        from pyodide_lock import (
            PyodideLockSpec,
        )  # here, so that a site can be built where only the wheel is installed
    except ModuleNotFoundError as error:
        raise BuildFailed(
            "building the runtime needs the package pyodide-lock: pip install pyodide-lock"
        ) from error
    package = PyodideLockSpec.from_json(lock).packages[PACKAGE]
    wheel = lock.parent / package.file_name
    if not wheel.is_file() or sha256(wheel) != package.sha256:
        raise BuildFailed(f"{lock.name} names {package.file_name} with another hash than the wheel has")


def packed(contents: Sequence[bytes]) -> list[bytes]:
    """Each of *contents* as gzip, by zopfli: four hundredths smaller than gzip's own best and a hundred times as
    slow, for what is packed once for every reader. Raises BuildFailed."""
    # Here, so that a site can be built where only the wheel is installed.
    try:
        from zopfli.gzip import compress  # type: ignore[import-untyped]
    except ModuleNotFoundError as error:
        raise BuildFailed("building the runtime needs the package zopfli: pip install zopfli") from error

    # More iterations than one take a thousandth off.
    with ThreadPoolExecutor() as threads:
        return list(threads.map(lambda content: bytes(compress(content, numiterations=1)), contents))


def sha256(path: Path) -> str:
    """The hash of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
