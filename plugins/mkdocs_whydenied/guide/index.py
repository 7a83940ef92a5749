"""The guide index: what checker and page know of a guide, as JSON-ready data."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whydenied.guide import PREFIX

from . import markdown
from .dialect import page as dialect
from .markdown import Page

SCHEMA = "whydenied/guide/1"
_NO_WORDS: Mapping[str, str] = defaultdict(str)


def index(pages: Iterable[tuple[str, Page]]) -> dict[str, Any]:
    """The index of *pages*, each with its URL relative to the site's root, in the order of the navigation.

    A section id that several pages use belongs to the first of them; a published guide, whose ids are those
    of every such guide, gets the section's address as its id instead. A name that a page takes leads there,
    whatever other pages have it.
    """
    pages = [*pages]
    sections: dict[str, dict[str, Any]] = {}
    for url, page in pages:
        for section in page.sections:
            address = f"{url}#{section.id}"
            key = address if page.published and section.id in sections else section.id
            row = sections.setdefault(
                key, {"id": key, "title": section.title, "url": address, "forms": [], "samples": []}
            )
            if section.gist:
                row["gist"] = section.gist.row()
            row["forms"] += [form.row() for form in section.forms]
            row["samples"] += [sample.text for sample in section.samples]
            if page.published:
                row["published"] = True
            if page.published and (
                names := [name for name, own in page.offered.items() if own == section.id]
            ):
                row["names"] = names
    for url, page in pages:
        titles = {section.id: section.title for section in page.sections}
        offered = {
            name: own
            for name, own in page.offered.items()
            if name not in sections and PREFIX + name not in sections
        }
        for name, own in (*page.taken.items(), *offered.items()):
            if own in titles:
                _lead(sections, name, titles[own], f"{url}#{own}")
    return {"schema": SCHEMA, "sections": list(sections.values())}


def _lead(sections: dict[str, dict[str, Any]], name: str, title: str, address: str) -> None:
    """Make *name* lead to the section at *address*; forms and samples that stand under the name stay with
    it."""
    key = PREFIX + name if name not in sections and PREFIX + name in sections else name
    row = sections.setdefault(key, {"id": key, "title": "", "url": "", "forms": [], "samples": []})
    row.update(title=title, url=address)


def folder_index(folder: Path) -> dict[str, Any]:
    """The index of a folder of Markdown files, the way MkDocs would serve them; ``index.md`` first, then by
    name.

    Raises ValueError with a sentence for a file in another encoding.
    """
    files = sorted(
        folder.rglob("*.md"), key=lambda path: (path.parent != folder, path.name != "index.md", str(path))
    )
    return index((_url(path.relative_to(folder)), _read(_text(path))) for path in files)


def of_terminal(found: Mapping[str, Any]) -> str:
    """The text of an index as the command line carries it: with one sample a section, which is what it shows."""
    sections = [{**section, "samples": section["samples"][:1]} for section in found["sections"]]
    return json.dumps({**found, "sections": sections}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{path} is not in UTF-8, which MkDocs expects of a page ({error.reason})."
        ) from error


def _read(text: str) -> Page:
    """The page for its sections alone: where its links lead is the site's business."""
    if dialect.recognised(text):
        return dialect.read(text, lambda _: None, lambda _: None, _NO_WORDS, "")
    return markdown.read(text, _NO_WORDS)


def _url(path: Path) -> str:
    """The directory URL of a page: ``more.md`` -> ``more/``, ``index.md`` -> the folder itself."""
    place = path.with_suffix("").as_posix()
    place = place.removesuffix("index") if path.stem == "index" else place + "/"
    return place or "./"
