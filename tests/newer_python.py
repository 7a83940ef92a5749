"""Run the checker's quick tests under the newest Python of this machine that is newer than the one in .venv:
python -m tests.newer_python"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEWER = tuple(f"3.{minor}" for minor in (14, 13, 12) if minor > sys.version_info.minor)
# Prints the version of a Python that can make environments; venv alone is there on a Debian without
# python3-venv.
PROBE = "import ensurepip, sys, venv; print('{}.{}'.format(*sys.version_info))"


def candidates(version: str) -> Iterator[str]:
    """The programs that may be this Python: the one on the path, then those that pyenv has but does not
    show."""
    name = f"python{version}"
    if found := shutil.which(name):
        yield found
    if pyenv := shutil.which("pyenv"):
        yield from subprocess.run(
            [pyenv, "whence", "--path", name], capture_output=True, text=True, check=False
        ).stdout.split()


def runs(program: str, version: str) -> bool:
    """Whether a program is what its name says: pyenv's placeholders fail, also where the version is
    installed."""
    done = subprocess.run([program, "-c", PROBE], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def environment(program: str, version: str) -> str:
    """The Python of .venv-<version>, which is made anew when what it holds is older than pyproject.toml."""
    folder = ROOT / f".venv-{version}"
    python, ready = str(folder / "bin/python"), folder / "ready"
    if not ready.exists() or ready.stat().st_mtime < (ROOT / "pyproject.toml").stat().st_mtime:
        print(f"whydenied: installing what the checker's tests need into .venv-{version} (once)", flush=True)
        subprocess.run([program, "-m", "venv", "--clear", str(folder)], check=True)
        install = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--editable",
            ".[test]",
        ]
        subprocess.run(install, cwd=ROOT, check=True)
        ready.touch()
    return python


def main() -> int:
    found = (
        (program, version) for version in NEWER for program in candidates(version) if runs(program, version)
    )
    program, version = next(found, ("", ""))
    if not program:
        why = f"none of {', '.join(NEWER)} runs on this machine" if NEWER else "no newer one is supported yet"
        print(
            "whydenied: skipped the checker's tests under a newer Python than "
            f"{'{}.{}'.format(*sys.version_info)}: {why}."
        )
        return 0
    print(f"whydenied: the checker's quick tests under Python {version}", flush=True)
    tests = [environment(program, version), "-m", "pytest", *sys.argv[1:], "-m", "not slow", "tests/checker"]
    return subprocess.run(
        tests, cwd=ROOT, env={"WHYDENIED_EXAMPLES": "0.2", **os.environ}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
