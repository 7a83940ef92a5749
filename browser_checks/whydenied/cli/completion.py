"""``whydenied completion``: the script by which a shell completes the command."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "shell"
"""Where the build puts the scripts and the manual page."""

NAMES = {
    "bash": "whydenied.bash",
    "zsh": "_whydenied",
    "fish": "whydenied.fish",
    "tcsh": "whydenied.csh",
    "powershell": "whydenied.ps1",
}
"""The script of each shell."""


def completion(shell: str) -> str:
    """The script of *shell*. Raises ValueError with a sentence in a checkout where it is not built."""
    script = FOLDER / NAMES[shell]
    if not script.is_file():
        raise ValueError("the completions are not built: install the package, or run make guide.")
    return script.read_text("utf-8").rstrip()
