"""Makes what a wheel carries beside its sources: the browser's runtime, the guide index of the command line,
and what shells know of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before every archive of sources, every wheel and every editable install; what is up to date is left
    alone, as it is in an archive of sources: no Node is needed there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the runtime and the index into the source tree, where the artifacts are taken from."""
        sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "browser_checks")]
        import shell_files
        from mkdocs_whydenied.guide.index import folder_index, of_terminal
        from mkdocs_whydenied.runtime.build import build_runtime

        build_runtime(ROOT)
        shell_files.write()
        index = of_terminal(folder_index(ROOT / "docs"))
        shell_files.put(ROOT / "browser_checks/whydenied/guide.json", index)
        # An editable install reads them where they are; an archive of sources has them there.
        if version == "standard" and self.target_name == "wheel":
            build_data["force_include"] |= {
                str(page): f"mkdocs_whydenied/own_guide/{page.name}" for page in (ROOT / "docs").glob("*.md")
            }
