"""The page about logs: its program for Dask runs on a cluster of this machine and counts what the command
counts."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import trail
from tests.terminal.conftest import Call

PAGE = (ROOT / "docs/reference/logs.md").read_text("utf-8")
PROGRAMS = dict(re.findall(r'```python title="([^"]+)"\n(.*?)```', PAGE, re.DOTALL))


@pytest.mark.slow
def test_dask_counts_what_the_command_counts(
    folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "A_FILE", 100)
    trail.write(folder / "trail", 300)
    (folder / "denied.py").write_text(PROGRAMS["denied.py"])
    place = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "browser_checks"),
        "DASK_DISTRIBUTED__DASHBOARD__LINK": "",
    }
    done = subprocess.run(
        [sys.executable, "denied.py", "trail"], env=place, capture_output=True, text=True, check=True
    )
    counted = sorted(map(json.loads, done.stdout.splitlines()))
    groups = json.loads(call("summary", "trail", "--format", "json")[1])["groups"]
    rows = (
        [group["caller"], row["action"], row["policy_type"], row["count"]]
        for group in groups
        for row in group["denials"]
    )
    assert counted == sorted(rows) and len(counted) > 10


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_program_is_python(name: str) -> None:
    ast.parse(PROGRAMS[name])
