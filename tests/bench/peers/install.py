"""Install the peers beside everything else: into build/peers, once, so that the normal set-up stays as it
is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

HERE = Path(__file__).parent
PLACE = ROOT / "build/peers"
# The newest micropip there is as a wheel. Pyodide's lock file names a newer one, which is not to be had
# alone.
MICROPIP = "micropip==0.7.2"


class CannotInstall(Exception):
    """A peer cannot be had here; the message says why."""


@cache
def node_modules() -> Path:
    """The folder of the packages from npm."""
    return _once(
        HERE / "package.json",
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional"],
        "node_modules",
    )


@cache
def environment() -> Path:
    """A Python of its own that has the packages from PyPI, and can build their sites."""
    home = PLACE / "python"
    python = home / "bin/python"
    if not python.exists():
        _run([sys.executable, "-m", "venv", str(home)])
    _once(
        HERE / "requirements.txt",
        [str(python), "-m", "pip", "install", "--quiet", "-r", "requirements.txt"],
        "python",
    )
    return python


@cache
def micropip() -> Path:
    """The wheel of micropip."""
    return _once(
        HERE / "requirements.txt",
        [str(environment()), "-m", "pip", "download", "--quiet", "--no-deps", "--dest", "wheels", MICROPIP],
        "wheels",
    )


def _once(wanted: Path, command: Sequence[str], made: str) -> Path:
    """Run an installer beside a copy of the file that lists what is *wanted*, unless that has been done with
    the same list."""
    mark = PLACE / f"{made}.done"
    if not mark.exists() or mark.read_bytes() != wanted.read_bytes():
        PLACE.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(wanted, PLACE / wanted.name)
        _run(command)
        shutil.copyfile(wanted, mark)
    return PLACE / made


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(
            command,
            cwd=PLACE if PLACE.exists() else None,
            check=True,
            capture_output=True,
            text=True,
            timeout=300,
        )
    except FileNotFoundError as error:
        raise CannotInstall(f"{command[0]} is missing") from error
    except subprocess.TimeoutExpired as error:
        raise CannotInstall(f"{Path(command[0]).name} took too long") from error
    except subprocess.CalledProcessError as error:
        lines = [line for line in error.stderr.splitlines() if "error" in line.lower()] or ["it failed"]
        raise CannotInstall(f"{Path(command[0]).name}: {lines[0].strip()[:120]}") from error
