"""Node and npm, which the runtime's build needs: the installed packages, and programs that run inside Pyodide
under Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

INSIDE = Path(__file__).resolve().parent / "inside"


class BuildFailed(Exception):
    """The runtime cannot be built; the message says what to do."""


def npm_packages(root: Path) -> dict[str, Path]:
    """The folders of the npm packages that the runtime is made of, installed as package-lock.json says."""
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            raise BuildFailed(
                f"building the runtime needs Node.js 20 or later: there is no `{tool}` on the PATH"
            )
    locked = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    folders = {name: root / "node_modules" / name for name in ("pyodide", "iframe-worker", "acorn")}
    if any(
        package_version(folder) != locked[f"node_modules/{name}"]["version"]
        for name, folder in folders.items()
    ):
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
    done = subprocess.run(
        command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        raise BuildFailed(f"`{' '.join(command[:2])}` failed:\n{done.stdout.strip()[-4000:]}")


def run_inside(pyodide: Path, job: Path, program: str, *library: str) -> None:
    """Runs one of the programs in `inside` in Pyodide under Node, on a *library* of the job's instead of
    Pyodide's own if it is named."""
    run(
        [
            "node",
            str(INSIDE / "run.mjs"),
            str(pyodide),
            str(INSIDE / program),
            str(job),
            *(str(job / name) for name in library),
        ],
        job,
    )
