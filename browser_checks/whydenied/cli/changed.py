"""The files that a branch changed, as git tells: since it left the main branch, committed or not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


def changed(folder: str, since: str | None = None) -> frozenset[Path]:
    """Absolute paths of the files that differ from the commit where the branch left *since*, by default the
    main branch, new files included. Raises ValueError with a sentence where git knows no such commit."""
    root = _git(folder, "rev-parse", "--show-toplevel")
    if root is None:
        raise ValueError(f"--changed: {folder} is not in a git repository.")
    base = _base(folder, since)
    # Where no main branch is known only what is not committed differs; before the first commit, all files do.
    listed = [
        _git(folder, "diff", "--name-only", "-z", "--diff-filter=d", base or "HEAD", "--", ":/")
        if base or _commit(folder, "HEAD")
        else _git(folder, "ls-files", "-z", "--full-name", "--cached", "--", ":/"),
        _git(folder, "ls-files", "-z", "--full-name", "--others", "--exclude-standard", "--", ":/"),
    ]
    names = [name for each in listed for name in (each or "").split("\0") if name]
    return frozenset(Path(root.strip(), name).resolve() for name in names)


def _base(folder: str, since: str | None) -> str | None:
    """The commit to compare with; None when no main branch is known."""
    for name in [since] if since else _MAIN:
        if _commit(folder, name):
            found = _git(folder, "merge-base", name, "HEAD")
            if found is None:
                raise ValueError(
                    f"--changed: the branch has no commit in common with {name}; fetch more of it."
                )
            return found.strip()
    if since:
        raise ValueError(f"--since: git knows no commit {since}.")
    return None


def _commit(folder: str, name: str) -> bool:
    return (
        _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") is not None
    )


def _git(folder: str, *arguments: str) -> str | None:
    """What git prints; None when it fails. Raises ValueError with a sentence when there is no git."""
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise ValueError("--changed needs git, which is not installed.") from error
    return None if done.returncode else os.fsdecode(done.stdout)
