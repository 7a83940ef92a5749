"""``whydenied completion``: the script by which a shell completes the command."""

from __future__ import annotations

from importlib import metadata
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


SHARED = {
    "bash": "share/bash-completion/completions/whydenied",
    "zsh": "share/zsh/site-functions/_whydenied",
    "fish": "share/fish/vendor_completions.d/whydenied.fish",
}
"""Where the shell itself looks for it, from the root of an installation."""


def completion(shell: str) -> str:
    """The script of *shell*. Raises ValueError with a sentence in a checkout where it is not built."""
    script = FOLDER / NAMES[shell]
    if not script.is_file():
        script = _shared(shell) or script
    if not script.is_file():
        raise ValueError("the completions are not built: install the package, or run make guide.")
    return script.read_text("utf-8").rstrip()


def _shared(shell: str) -> Path | None:
    """The script where the installation has put it for the shell."""
    place = SHARED.get(shell)
    try:
        files = metadata.files("whydenied") or []
    except metadata.PackageNotFoundError:
        return None
    found = (file for file in files if place and file.as_posix().endswith(place))
    return next((Path(str(file.locate())) for file in found), None)
