"""Build a peer's site with the Python that has the peers."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.peers.install import CannotInstall, environment


def build(folder: Path, settings: Mapping[str, Any], pages: Mapping[str, str]) -> Path:
    """The site of *pages*, built in *folder*."""
    for name, text in pages.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")  # JSON is YAML
    command = [str(environment()), "-m", "mkdocs", "build", "--quiet"]
    # A home of its own: the theme remembers every site that it has built, and refuses a second one of the
    # same name.
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "HOME": str(folder)}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=variables)
    if done.returncode:
        raise CannotInstall(
            f"its site cannot be built: {(done.stderr.strip().splitlines() or ['no word why'])[-1][:120]}"
        )
    return folder / "site"
