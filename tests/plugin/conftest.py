"""Small sites for the plugin's tests: a dictionary of files, built by MkDocs as its command line would."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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


class Warnings(logging.Handler):
    """The warnings that are logged, as text."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def build_site(folder: Path, pages: dict[str, str], plugins: Any = None, **settings: Any) -> Built:
    """Build a site of the given pages with the given settings in an empty folder."""
    docs = folder / "docs"
    for name, text in pages.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Test\n", "utf-8")
    config = load_config(
        str(folder / "mkdocs.yml"),
        docs_dir=str(docs),
        site_dir=str(folder / "site"),
        plugins=plugins or ["whydenied"],
        markdown_extensions=settings.pop("markdown_extensions", []),
        **settings,
    )
    config.plugins.on_startup(command="build", dirty=False)
    warnings = Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    try:
        build(config)
    finally:
        logging.getLogger("mkdocs").removeHandler(warnings)
    return Built(folder / "site", warnings.messages)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Built]:
    """Builds a site of the given pages with the given settings."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return partial(build_site, tmp_path)
