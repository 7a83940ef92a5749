"""Run the tests that a change touches on every save: python -m tests.watch

First the tests with the changed file's name in theirs, which takes a second: a rule's examples, a test
module. If they pass, all quick tests of the folders that see the file. Another save ends a run that is not
finished.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

ROOT = Path(__file__).parent.parent
# What is edited, and the folders of tests that see it; a file of tests/ is seen by its own folder.
SEEN_BY = {
    "browser_checks": ["tests/checker", "tests/fixes"],
    "plugins": ["tests/plugin", "tests/docs"],
    "docs": ["tests/docs"],
    "tests/cases": ["tests/checker", "tests/fixes"],
}
# Tests of these folders run by name only: they drive browsers, or build the wheel.
BY_NAME = ["tests/browser", "tests/wheel"]
WATCHED = [ROOT / folder for folder in ("browser_checks", "plugins", "docs", "tests")]
BUILT = ("guide.json", "runtime/files")
NO_TESTS = 5  # pytest's exit status when none has the name


class Edited(DefaultFilter):
    """Changes of files that people edit, not of what is built from them."""

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and not any(part in path for part in BUILT)


def plans(changed: list[Path]) -> list[list[str]]:
    """The arguments of pytest's runs, one after the other, for changed files given from the project's
    root."""
    folders = sorted({folder for path in changed for folder in _seen_by(path)})
    names = sorted(
        {(path.parent.name if path.stem == "__init__" else path.stem).strip("_") for path in changed}
    )
    telling = [name for name in names if not any(name in folder for folder in folders)]
    quick = [folder for folder in folders if folder not in BY_NAME]
    by_name = [["-k", " or ".join(telling), *folders]] if telling and folders else []
    return by_name + ([quick] if quick else [])


def _seen_by(path: Path) -> list[str]:
    place = path.as_posix()
    for part, folders in SEEN_BY.items():
        if place.startswith(f"{part}/"):
            return folders
    return ["/".join(path.parts[:2])] if len(path.parts) > 2 else ["tests/checker"]


def main() -> None:
    """Watch until Ctrl+C; a later save ends the run of an earlier one."""
    print("whydenied: save a file to run the tests it touches; Ctrl+C ends it.", flush=True)
    left: list[list[str]] = []
    running: subprocess.Popen[bytes] | None = None
    for changes in watch(
        *WATCHED, watch_filter=Edited(), rust_timeout=100, yield_on_timeout=True, raise_interrupt=False
    ):
        if changes:
            left = plans([Path(path).relative_to(ROOT) for _, path in changes])
            stop(running)
        elif running and running.poll() is None:
            continue
        elif running and running.returncode not in (0, NO_TESTS):
            left = []
        running = start(left.pop(0)) if left else None
    stop(running)


def start(plan: list[str]) -> subprocess.Popen[bytes]:
    print(f"whydenied: pytest {' '.join(plan)}", flush=True)
    return subprocess.Popen([sys.executable, "-m", "pytest", "-q", "-m", "not slow", *plan], cwd=ROOT)


def stop(running: subprocess.Popen[bytes] | None) -> None:
    if running and running.poll() is None:
        running.terminate()
        running.wait()
        print("\nwhydenied: stopped that run", flush=True)


if __name__ == "__main__":
    main()
