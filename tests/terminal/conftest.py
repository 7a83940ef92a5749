"""A folder to call the command in, and the command with the guide's index."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from whydenied import Guide
from whydenied.cli import main

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one, in no repository."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory, guide: Guide) -> str:
    path = tmp_path_factory.mktemp("index") / "guide.json"
    path.write_text(json.dumps(guide.to_json()), "utf-8")
    return str(path)


@pytest.fixture
def call(index: str, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the command: exit status, standard output and standard error."""

    def called(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["--guide", index, *arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return (status, *capsys.readouterr())

    return called
