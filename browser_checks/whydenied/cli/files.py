"""The files that were named: each as it is, and of a folder those that may hold policies, without what git
ignores."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from . import inputs
from .question import File

ENDINGS = (".json", ".yaml", ".yml", ".tf", ".ts", ".py", ".md")
"""Endings of the files of a folder that are read."""
_SIGNS = (
    "Statement",
    "aws_iam_policy_document",
    "PolicyStatement",
    "aws_lambda_permission",
    "AWS::Lambda::Permission",
    '"Effect"',
)
_LARGEST = 10_000_000
"""In bytes; a file of a folder that is larger is no policy of anybody's."""
_LEFT_OUT = {"node_modules", ".git", ".venv", "__pycache__"}


def walked(folder: str) -> Iterator[File]:
    """The files of a folder that may hold policies, in order."""
    for path in sorted(_tracked(folder) or _all(folder)):
        if path.suffix in ENDINGS and path.is_file() and path.stat().st_size <= _LARGEST:
            try:
                file = inputs.file(str(path))
            except (OSError, ValueError):
                continue  # one that nobody named is passed over
            if any(sign in file.text for sign in _SIGNS):
                yield file


def _tracked(folder: str) -> list[Path]:
    """What git knows or would add; empty outside of a repository, and without git."""
    command = ["git", "-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return []
    return (
        [Path(folder, name) for name in done.stdout.decode("utf-8", "replace").split("\0") if name]
        if not done.returncode
        else []
    )


def _all(folder: str) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if each not in _LEFT_OUT]
        yield from (Path(place, name) for name in names)
