"""What CONTRIBUTING.md promises of adding something, done in a copy of the repository: so many places, and
the copy's checker knows the new thing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .additions import ADDITIONS, CHECKER, Addition
from .imports import ROOT

PRELUDE = """
import json
import whydenied
from whydenied import Guide, check

assert whydenied.__file__.startswith(FOLDER), whydenied.__file__
def show(*values):
    print(json.dumps(values))
"""


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the checker, the plugin and the guide, without what is built."""
    for folder in (CHECKER, "plugins/mkdocs_whydenied", "docs"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "files", "images")
        )
    return tmp_path


@pytest.mark.parametrize("what", ADDITIONS)
def test_what_is_added_is_known(what: str, copied: Path) -> None:
    addition = ADDITIONS[what]
    assert len(addition.files) + len(addition.edits) <= addition.most
    assert used(addition, copied).returncode != 0, "it is known already, so that this shows nothing"
    for name, text in addition.files.items():
        assert not (copied / name).exists()
        (copied / name).write_text(text, "utf-8")
    for name, edits in addition.edits.items():
        text = (copied / name).read_text("utf-8")
        for there, instead in edits:
            assert there in text, f"{name} has no {there!r} any more"
            text = text.replace(there, instead, 1) if there else text + instead
        (copied / name).write_text(text, "utf-8")
    run = used(addition, copied)
    assert run.stderr == ""
    assert run.returncode == 0


def used(addition: Addition, folder: Path) -> subprocess.CompletedProcess[str]:
    """Let the copy's checker use the addition; the status is 0 where that gives what it should."""
    program = f"FOLDER = {str(folder)!r}\n{PRELUDE}\n{addition.program}"
    paths = os.pathsep.join(str(folder / part) for part in ("browser_checks", "plugins"))
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode == 0 and json.loads(run.stdout) != addition.shows:
        return subprocess.CompletedProcess(
            run.args, 1, run.stdout, f"shows {run.stdout}, and should show {json.dumps(addition.shows)}"
        )
    return run
