"""Small sites for the plugin's tests: a dictionary of files, built by MkDocs as its command line would."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config


@dataclass(frozen=True)
class Built:
    """A site that was built: its folder, and the warnings of the build."""

    folder: Path
    warnings: list[str]

    def read(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def files(self, pattern: str) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob(pattern))


@pytest.fixture
def site(tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Built]:
    """Builds a site of the given pages with the given settings."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")

    def made(pages: dict[str, str], plugins: Any = None, **settings: Any) -> Built:
        docs = tmp_path / "docs"
        for name, text in pages.items():
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_text(text, "utf-8")
        (tmp_path / "mkdocs.yml").write_text("site_name: Test\n", "utf-8")
        config = load_config(
            str(tmp_path / "mkdocs.yml"),
            docs_dir=str(docs),
            site_dir=str(tmp_path / "site"),
            plugins=plugins or ["whydenied"],
            markdown_extensions=settings.pop("markdown_extensions", ["attr_list"]),
            **settings,
        )
        config.plugins.on_startup(command="build", dirty=False)
        with caplog.at_level(logging.WARNING, logger="mkdocs"):
            build(config)
        return Built(tmp_path / "site", [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING])

    return made
