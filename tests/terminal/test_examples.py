"""Every command that the reference shows runs, and every option of every command is shown."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import trail
from tests.terminal.test_run import DENIED
from tests.terminal.test_switched_on import SOUND, git, write
from whydenied.cli.parser import parser

PAGES = ("command-line", "pull-requests", "logs", "hosts")
FENCE = re.compile(r"```sh\n(.*?)```", re.DOTALL)
CELL = re.compile(r"`((?:whydenied) [^`]+)`")
HOUSE = (
    "# A { #a }\n\n```form\nGatekeeper says no to {who}\n```\n\n```sample\nGatekeeper says no to ines\n```\n"
)


def shown() -> Iterator[str]:
    """The lines of fences and cells of tables that call the command."""
    for name in PAGES:
        text = (ROOT / f"docs/reference/{name}.md").read_text("utf-8")
        lines = [line for fence in FENCE.findall(text) for line in fence.splitlines()]
        rows = [cell for line in text.splitlines() if line.startswith("|") for cell in CELL.findall(line)]
        yield from (line for line in (*lines, *rows) if re.search(r"(^|\| |\()whydenied ", line))


COMMANDS = [*dict.fromkeys(shown())]


@pytest.fixture
def place(folder: Path, index: str) -> Path:
    """A repository with all that the examples name, and stand-ins for other programs."""
    error = DENIED.format(call="GetFunction")
    lines = json.dumps({"id": 1, "text": "nothing"}) + "\n"
    write(
        folder,
        {"error.txt": error, "log.txt": error + "\n" + DENIED.format(call="Invoke"), "policy.json": SOUND},
    )
    write(
        folder,
        {"policies/orders.json": SOUND, "README.md": "# A", "ci/whydenied.toml": "", "lines.jsonl": lines},
    )
    write(folder, {"events.json": json.dumps({"Events": []}), "docs/a.md": HOUSE})
    shutil.copy(index, folder / "guide.json")
    records = json.dumps({"Records": [*trail.records(60)]}, separators=(",", ":"))
    (folder / "trail").mkdir()
    (folder / "trail/a.json.gz").write_bytes(gzip.compress(records.encode()))
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a")
    programs = folder / "bin"
    programs.mkdir()
    python = f'exec {sys.executable} -m whydenied "$@"'
    for name, does in {
        "whydenied": python,
        "aws": f"echo '{error}'",
        "terraform": ":",
        "npx": ":",
        "pytest": ":",
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{does}\n")
        (programs / name).chmod(0o755)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_is_shown_runs(command: str, place: Path) -> None:
    path = f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PATH": path},
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1) and "usage:" not in done.stderr, done.stderr


def test_every_option_is_shown() -> None:
    (commands,) = (each for each in parser()._actions if isinstance(each, argparse._SubParsersAction))
    for name, one in commands.choices.items():
        lines = [line for line in COMMANDS if re.search(rf"whydenied (--guide \S+ )?{name}\b", line)]
        assert lines, name
        options = [each for action in one._actions for each in action.option_strings if each.startswith("--")]
        missing = [
            each
            for each in options
            if each != "--help" and not any(f"{each} " in f"{line} " for line in lines)
        ]
        assert missing == [], name
