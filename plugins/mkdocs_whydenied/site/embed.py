"""The checker for any static host: its files with stable names for what a page includes, and the lines that
include it. MkDocs is not needed; the plugin makes its files by the same function."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from whydenied import Guide

from ..guide.index import index
from ..guide.selftest import misled
from ..runtime import Runtime
from . import pages, sections
from .bundle import FOLDER, site_files
from .chips import chips
from .texts import inside, texts, widget

SCRIPT, STYLE = "whydenied.js", "whydenied.css"
"""What a page includes."""
_GUIDE = "guide"
"""The folder of the guide's own pages, where the host has none."""
_LIST = "files.txt"
"""Names of all files, so that the next run can take away what is no longer needed."""
_OWN = Path(__file__).resolve().parent.parent / "own_guide"
_CHECKOUT = Path(__file__).resolve().parents[3] / "docs"
_NOT_GUIDE = ("write-your-own.md", "pictures.md")


@dataclass(frozen=True)
class Embedded:
    """The files by their path in the folder, and what to change in the guide."""

    files: Mapping[str, bytes]
    problems: tuple[str, ...]


def embedded(
    runtime: Runtime,
    guide: Path,
    *,
    language: str = "en",
    offline: bool = False,
    base: str | None = None,
    html_suffix: bool = False,
) -> Embedded:
    """The files for a host. *guide* is a folder of Markdown; *base* is where the host has the guide's pages, as
    an address or from the folder: without it the pages are among the files. *offline* is for pages that are
    opened as files, whose addresses end in ``.html``.
    """
    words = texts(language)
    suffix = html_suffix or (offline and base is None)
    read, problems = pages.rendered(guide, words, widget(words), html_suffix=suffix)
    found = index((page.url, page.read) for page in read)
    tested = [(page.place, page.url, page.before, page.read) for page in read]
    problems += misled(Guide.from_json(found), tested)
    brought = sections.fragments(
        ((page.url, page.html) for page in read), {row["url"] for row in found["sections"]}
    )
    root = f"{_GUIDE}/" if base is None else f"{base.rstrip('/')}/"
    mode = "embed" if offline else "http"
    made = site_files(
        runtime, found, words, mode, inside(words), brought=brought, pastes=dict(chips(found)), root=root
    )
    files = {name.removeprefix(f"{FOLDER}/"): content for name, content in made.files.items()}
    files[SCRIPT] = files.pop(made.script.removeprefix(f"{FOLDER}/"))
    files[STYLE] = files[made.style.removeprefix(f"{FOLDER}/")]
    if base is None:
        files |= {
            f"{_GUIDE}/{name}": content
            for name, content in pages.documents(read, "..", language, SCRIPT, STYLE)
        }
    return Embedded(files, tuple(problems))


def write(made: Embedded, folder: Path) -> None:
    """Write the files, and take away those of an earlier run."""
    before = _listed(folder)
    for name, content in made.files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    for name in before - made.files.keys():
        (folder / name).unlink(missing_ok=True)
    (folder / _LIST).write_text("".join(f"{name}\n" for name in sorted(made.files)), "utf-8")


def _listed(folder: Path) -> set[str]:
    """The names of an earlier run that lie in the folder."""
    known = folder / _LIST
    if not known.is_file():
        return set()
    return {
        name
        for name in known.read_text("utf-8").splitlines()
        if (folder / name).resolve().is_relative_to(folder.resolve())
    }


def own_guide(scratch: Path) -> Path:
    """A folder with the pages of our own guide; *scratch* is a place for a copy."""
    source = _OWN if _OWN.is_dir() else _CHECKOUT
    for page in sorted(source.glob("*.md")):
        if page.name not in _NOT_GUIDE:
            shutil.copy(page, scratch)
    return scratch


def lines(folder: str) -> Iterator[str]:
    """What a page includes, where *folder* is the address of the folder from it."""
    yield f'<link rel="stylesheet" href="{folder}/{STYLE}">'
    yield f'<script src="{folder}/{SCRIPT}" defer></script>'
    yield "<why-denied></why-denied>"
