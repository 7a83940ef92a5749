"""The files that were named: each as it is, and of a folder those that may hold policies, without what git
ignores."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ..policies.document import Beside
from . import inputs
from .question import File

ENDINGS = (".json", ".yaml", ".yml", ".tf", ".tpl", ".tftpl", ".ts", ".py", ".md")
"""Endings of the files of a folder that are read."""
SIGNS = re.compile(
    r"Statement|\bEffect\b|aws_iam_policy_document|aws_lambda_permission|AWS::Lambda::Permission"
)
_LARGEST = 10_000_000
"""In bytes; a larger file is no policy of anybody's."""
_HANDED = (".json", ".tpl", ".tftpl")
"""Endings of files that others name."""
_ABOVE = 2
"""Folders above a file that are searched for who names it."""
_LARGEST_READER = 1_000_000
_LEFT_OUT = {"node_modules", ".git", ".venv", "__pycache__"}


def walked(folder: str) -> Iterator[File]:
    """The files of a folder that may hold policies, in order."""
    tracked = _tracked(folder)
    for path in sorted(_all(folder) if tracked is None else tracked):
        if path.suffix not in ENDINGS or not path.is_file():
            continue
        try:
            file = likely(str(path))
        except (OSError, ValueError):
            continue  # one that nobody named is passed over
        if file:
            yield file


def likely(name: str) -> File | None:
    """A file that may hold policies; None for others, which are most. Raises OSError when it cannot be
    read, ValueError when it is no text."""
    path = Path(name)
    if path.stat().st_size > _LARGEST:
        return None
    file = inputs.file(name)
    return file if SIGNS.search(file.text) else None


def beside(name: str | None) -> Beside | None:
    """What the other files of a file's folder, and of the folders that it is in, say of the policies in it."""
    if name is None:
        return None
    path = Path(name)
    if path.suffix == ".tf":
        return Beside(path.name, _readers_in(path.parent.resolve()))
    for folder in (path.parent, *path.parent.parents[:_ABOVE]) if path.suffix in _HANDED else ():
        named = path.relative_to(folder).as_posix()
        if named in (text := _readers_in(folder.resolve())):
            return Beside(named, text)
    return None


@lru_cache(maxsize=64)
def _readers_in(folder: Path) -> str:
    """The text of the files in a folder that hand policies on."""
    try:
        readers = [
            each
            for each in sorted(folder.iterdir())
            if each.suffix in (".tf", ".sh") and each.is_file() and each.stat().st_size <= _LARGEST_READER
        ]
        return "\n".join(each.read_text("utf-8", "replace") for each in readers)
    except OSError:
        return ""  # a folder that nobody named is passed over


def _tracked(folder: str) -> set[Path] | None:
    """What git knows or would add; None outside of a repository, and without git."""
    command = ["git", "-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    if done.returncode:
        return None
    return {Path(folder, name) for name in os.fsdecode(done.stdout).split("\0") if name}


def _all(folder: str) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if each not in _LEFT_OUT]
        yield from (Path(place, name) for name in names)
