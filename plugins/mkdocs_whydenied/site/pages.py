"""The pages of a guide as HTML, without MkDocs: for hosts that bring none of their own. Markdown is rendered as
MkDocs with Material renders it, by the same libraries."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from markdown import Markdown

from ..guide import markdown, names
from ..guide.dialect import page as dialect

_EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "tables",
    "md_in_html",
    "pymdownx.highlight",
    "pymdownx.superfences",
)
_OPTIONS = {"pymdownx.highlight": {"use_pygments": False}}
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TAKES = re.compile(r"^whydenied:\s*\{([^{}\n]*)\}\s*$", re.MULTILINE)
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^"#?:]+\.md)(#[^"]*)?(")')
_ANCHOR = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Rendered:
    """One page: its place in the folder of Markdown, its address from the guide's root, what is in it."""

    place: str
    url: str
    read: markdown.Page
    html: str
    before: int
    """Lines of front matter."""

    @property
    def file(self) -> str:
        """The path of its HTML file from the guide's root."""
        return self.url if self.url.endswith(".html") else posixpath.normpath(f"{self.url}/index.html")

    @property
    def title(self) -> str:
        """Its first heading as plain text."""
        found = _TITLE.search(self.html)
        return unescape(_TAG.sub("", found[1])).strip() if found else Path(self.place).stem


def rendered(
    folder: Path, texts: Mapping[str, str], widget: str, *, html_suffix: bool
) -> tuple[list[Rendered], list[str]]:
    """The pages of a folder of Markdown, ``index.md`` first, and a sentence for each thing to change."""
    sources = _sources(folder)
    urls = {place: _url(place, html_suffix) for place in sources}
    pages: list[Rendered] = []
    problems: list[str] = []
    for place, source in sources.items():
        front = _FRONT.match(source)
        text = source[front.end() :] if front else source
        before = source.count("\n", 0, front.end()) if front else 0
        if dialect.recognised(text):
            read = dialect.read(text, lambda _: None, lambda _: None, texts, widget)
        else:
            read = names.taken(markdown.read(text, texts, widget), _takes(front[1] if front else ""))
        html = Markdown(extensions=[*_EXTENSIONS], extension_configs=_OPTIONS).convert(read.markdown)
        html, dead = _linked(html, place, urls)
        problems += [f"{place}:{before + problem.line}: {problem.sentence}" for problem in read.problems]
        problems += [f"{place}: the link to {link} leads to no page of this guide" for link in dead]
        pages.append(Rendered(place, urls[place], read, html, before))
    return pages, problems


def _sources(folder: Path) -> dict[str, str]:
    paths = sorted(
        folder.rglob("*.md"), key=lambda path: (path.parent != folder, path.name != "index.md", str(path))
    )
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8-sig", "replace").replace("\r\n", "\n")
        for path in paths
    }


def _url(place: str, html_suffix: bool) -> str:
    """``more.md`` -> ``more/``, or ``more.html``; ``index.md`` -> its folder."""
    stem = place.removesuffix(".md")
    if html_suffix:
        return f"{stem}.html"
    return (stem.removesuffix("index") if posixpath.basename(stem) == "index" else f"{stem}/") or "./"


def _takes(front: str) -> dict[str, str] | None:
    """The names that a page takes, of front matter in the form that the guide shows: one line."""
    found = _TAKES.search(front)
    if not found:
        return None
    pairs = (pair.partition(":") for pair in found[1].split(",") if pair.strip())
    return {name.strip(" '\""): own.strip(" '\"") for name, _, own in pairs}


def _linked(html: str, place: str, urls: Mapping[str, str]) -> tuple[str, list[str]]:
    """The HTML with its links to Markdown files leading to their pages; those that lead nowhere become text."""
    here, dead = posixpath.dirname(place), []

    def link(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(here, unescape(found[2])))
        if target not in urls:
            dead.append(found[2])
            return f'<a data-dead href="{found[2]}"'
        address = _relative(urls[target], urls[place])
        return f"{found[1]}{escape(address)}{found[3] or ''}{found[4]}"

    html = _LINK.sub(link, html)
    return _ANCHOR.sub(
        lambda found: found[1] if found[0].startswith("<a data-dead ") else found[0], html
    ), dead


def _relative(target: str, page: str) -> str:
    """An address from a page: from ``more/`` to ``other/`` it is ``../other/``."""
    folder = page if page.endswith("/") else posixpath.dirname(page)
    found = posixpath.relpath(target, folder or ".")
    return f"{found}/" if target.endswith("/") else found


def documents(
    pages: Sequence[Rendered], home: str, language: str, script: str, style: str
) -> Iterator[tuple[str, bytes]]:
    """Each page as a whole HTML document, by its path; *home* leads from the guide's root to script and style."""
    for page in pages:
        up = posixpath.relpath(".", posixpath.dirname(page.file) or ".")
        root = posixpath.normpath(posixpath.join(up, home))
        yield (
            page.file,
            _DOCUMENT.format(
                language=language,
                title=escape(page.title),
                script=f"{root}/{script}",
                style=f"{root}/{style}",
                index=_relative(pages[0].url, page.url),
                first=escape(pages[0].title),
                html=page.html,
            ).encode(),
        )


_DOCUMENT = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{style}">
<script src="{script}" defer></script>
<style>
body {{ max-width: 50rem; margin: 0 auto; padding: 1rem; font: 1rem/1.6 system-ui, sans-serif; color: #1f2328; }}
pre {{ overflow-x: auto; padding: .8rem; background: #f6f8fa; }}
table {{ border-collapse: collapse; }} td, th {{ border: 1px solid #d0d7de; padding: .3rem .6rem; text-align: left; }}
.admonition {{ border-left: .25rem solid #3949ab; padding: 0 1rem; }} .admonition-title {{ font-weight: 600; }}
</style>
</head>
<body>
<nav><a href="{index}">{first}</a></nav>
<main>
{html}
</main>
</body>
</html>
"""
