"""What of the checker goes into the terminal's wheel: all but what shells and `man` read from their own folders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CHECKER = Path(__file__).parents[2] / "browser_checks/whydenied"
# In the wheel's `share`, where `whydenied completion` finds them as well.
SHARED = {"_whydenied", "whydenied.bash", "whydenied.fish", "whydenied.1"}


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name each file with its place in the wheel."""
        build_data["force_include"] |= {
            str(path): f"whydenied/{path.relative_to(CHECKER)}"
            for path in sorted(CHECKER.rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts and path.name not in SHARED
        }
