"""A newer Python is used when it runs, not when its name is on the path."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.newer_python import runs

HERE = "{}.{}".format(*sys.version_info)


def test_a_placeholder_is_no_python(tmp_path: Path) -> None:
    program = tmp_path / f"python{HERE}"
    program.write_text(f"#!/bin/sh\necho 'pyenv: python{HERE}: command not found' >&2\nexit 127\n", "utf-8")
    program.chmod(0o755)
    assert not runs(str(program), HERE)


def test_another_version_is_not_the_one_asked_for() -> None:
    assert runs(sys.executable, HERE) and not runs(sys.executable, "3.99")
