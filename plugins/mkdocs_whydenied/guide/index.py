"""The guide index: what checker and page know of a guide, as JSON-ready data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from . import markdown
from .markdown import Page

SCHEMA = "whydenied/guide/1"


def index(pages: Iterable[tuple[str, Page]]) -> dict[str, Any]:
    """The index of *pages*, each with its URL relative to the site's root, in the order of the navigation.

    A section id that several pages use belongs to the first of them.
    """
    sections: dict[str, dict[str, Any]] = {}
    for url, page in pages:
        for section in page.sections:
            row = sections.setdefault(
                section.id,
                {"id": section.id, "title": section.title, "url": f"{url}#{section.id}", "forms": [], "samples": []},
            )
            row["forms"] += [{"text": form.text, "slots": dict(form.slots)} for form in section.forms]
            row["samples"] += [sample.text for sample in section.samples]
    return {"schema": SCHEMA, "sections": list(sections.values())}


def folder_index(folder: Path) -> dict[str, Any]:
    """The index of a folder of Markdown files, the way MkDocs would serve them; ``index.md`` first, then by name."""
    files = sorted(folder.rglob("*.md"), key=lambda path: (path.parent != folder, path.name != "index.md", str(path)))
    return index((_url(path.relative_to(folder)), markdown.read(path.read_text("utf-8"), {"forms": ""})) for path in files)


def _url(path: Path) -> str:
    """The directory URL of a page: ``more.md`` -> ``more/``, ``index.md`` -> the folder itself."""
    place = path.with_suffix("").as_posix()
    place = place.removesuffix("index") if path.stem == "index" else place + "/"
    return place or "./"
