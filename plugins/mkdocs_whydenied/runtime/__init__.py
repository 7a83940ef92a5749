"""The Python runtime that a page loads: Pyodide trimmed to what the checker needs, with the checker in it.

`python -m mkdocs_whydenied.runtime.build` writes it into `files/` beside this module; a wheel of whydenied
brings it along.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILES = Path(__file__).parent / "files"
"""Where the build puts the runtime."""

MODULES = ("pyodide.js", "pyodide.asm.js")
"""Pyodide's two JavaScript modules, which the page imports both at once. Named `.js`: nginx, for one, has no
type for `.mjs`, and a browser runs no module without one."""

BINARIES = ("pyodide.asm.wasm", "library.zip", "checker.bin")
"""CPython as WebAssembly; the compiled standard library that it starts with; what the checker needs for a
refusal."""

LATER = ("rules.bin", "far.bin", "pyodide.cold.wasm")
"""What a page loads once it can answer: the rest of the checker, for policies; when a paste needs it, IAM's data
of the services far from Lambda; and the half of Python's module that no answer is known to need, where the
build could cut it off (`halves`)."""


class RuntimeNotBuilt(Exception):
    """The runtime's files are missing or belong to an interrupted build."""

    def __init__(self, files: Path) -> None:
        super().__init__(f"the runtime is not built: run `make runtime` (looked in {files})")


class RuntimeDamaged(Exception):
    """A file of the runtime is not what the build wrote."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is damaged: install the package again, or run `make runtime`")


@dataclass(frozen=True)
class Runtime:
    """The built files, what Pyodide is told about itself (the lock file's `info`), and the list of files with
    their hashes."""

    files: Path
    info: Mapping[str, Any]
    manifest: Mapping[str, Any]

    def read(self, name: str) -> bytes:
        """The content of one built file."""
        return (self.files / name).read_bytes()

    @property
    def later(self) -> tuple[str, ...]:
        """Those of `LATER` that were built."""
        return tuple(name for name in LATER if name in self.manifest["files"])

    def sha256(self, name: str) -> str:
        """The hash of one built file as the build wrote it down, in hexadecimal."""
        return str(self.manifest["files"][name]["sha256"])


def load(files: Path = FILES) -> Runtime:
    """Locates the built runtime and verifies every file of it. Raises RuntimeNotBuilt when there is none,
    RuntimeDamaged when a file is not what the build wrote."""
    try:
        manifest = json.loads((files / "manifest.json").read_text(encoding="utf-8"))
        info = json.loads((files / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    except FileNotFoundError as error:
        raise RuntimeNotBuilt(files) from error
    except (ValueError, KeyError, TypeError) as error:
        raise RuntimeDamaged(files / "manifest.json") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise RuntimeDamaged(files / "manifest.json")
    if any(not (files / name).is_file() for name in manifest["files"]):
        raise RuntimeNotBuilt(files)
    for name, stated in manifest["files"].items():
        if hashlib.sha256((files / name).read_bytes()).hexdigest() != stated.get("sha256"):
            raise RuntimeDamaged(files / name)
    return Runtime(files, info, manifest)
