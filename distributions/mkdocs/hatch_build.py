"""Adds the pages of our own guide, which `whydenied embed` renders where it is given none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DOCS = Path(__file__).parents[2] / "docs"


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before every wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the pages; what is in folders is no part of the guide."""
        build_data["force_include"] |= {
            str(page): f"mkdocs_whydenied/own_guide/{page.name}" for page in DOCS.glob("*.md")
        }
