"""Get the packages of ``packages.txt`` with the registries' own clients, and unpack them below ``build/wild``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

LIST = Path(__file__).parent / "packages.txt"
_PIP = (
    sys.executable,
    "-m",
    "pip",
    "download",
    "--quiet",
    "--no-deps",
    "--only-binary",
    ":all:",
    "--dest",
    ".",
)
CACHE = ROOT / "build/wild"


class Package(NamedTuple):
    """One row of the list."""

    client: str
    name: str
    version: str

    @property
    def folder(self) -> Path:
        """Where it is unpacked."""
        return CACHE / f"{self.name.strip('@').replace('/', '-')}-{self.version}"


def packages() -> Iterator[Package]:
    """The packages of the list."""
    for line in LIST.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield Package(*line.split())


def provide(package: Package) -> Path:
    """The folder with the package's files; nothing of the package is run."""
    if not package.folder.exists():
        print(f"whydenied: getting {package.name} {package.version} (once)", flush=True)
        loading = CACHE / "loading"
        shutil.rmtree(loading, ignore_errors=True)
        loading.mkdir(parents=True)
        command = {
            "pip": [*_PIP, f"{package.name}=={package.version}"],
            "npm": ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
        }[package.client]
        subprocess.run(command, cwd=loading, check=True, stdout=subprocess.DEVNULL)
        (archive,) = loading.iterdir()
        _unpack(archive, loading / "files")
        (loading / "files").rename(package.folder)
        shutil.rmtree(loading)
    return package.folder


def _unpack(archive: Path, into: Path) -> None:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(into)
    else:
        with tarfile.open(archive) as packed:
            packed.extractall(into, filter="data")
