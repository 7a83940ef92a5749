"""pyodide-build, which compiles the wheel and the library for the page: brought by pip for the Python that runs
it, which is Pyodide's under Node, not the host's."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from .node import BuildFailed

REQUIRED = Path(__file__).with_name("pyodide-build.txt")
"""Its version and those of the packages that `pyodide py-compile` imports, with their hashes."""


def pyodide_build(root: Path, python: str) -> Path:
    """The folder of its wheels, below `build/` of *root*; *python* is Pyodide's version of Python. Raises
    BuildFailed."""
    folder = root / "build" / "pyodide-build"
    pinned = re.findall(r"^([\w-]+)==([\w.]+)", REQUIRED.read_text("utf-8"), re.MULTILINE)
    names = {f"{name.replace('-', '_')}-{version}-py3-none-any.whl" for name, version in pinned}
    if folder.is_dir() and {path.name for path in folder.glob("*.whl")} == names:
        return folder
    for old in folder.glob("*.whl"):
        old.unlink()
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--python-version", python, "--require-hashes", "-r", str(REQUIRED)]
    done = subprocess.run([*command, "-d", str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"pip cannot bring pyodide-build:\n{done.stderr.strip()[-2000:]}")
    return folder
