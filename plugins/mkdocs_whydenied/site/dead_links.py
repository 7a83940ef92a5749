"""Links of built pages that lead to nothing in the site, in Markdown and in raw HTML: MkDocs checks neither the
fragments of raw HTML nor what published guides are turned into."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Set
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit


def dead(pages: Mapping[str, str], files: Set[str], of: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The URL of a page and a link of it, for each dead one of the pages *of*; *pages* is the HTML of all
    pages by URL, *files* the URLs of all other files.

    The address of something that is neither page nor file may be made later by somebody else; only a page that
    should be there is missed.
    """
    read = {url: _Links(pages[url]) for url in of if url in pages}
    for url, found in read.items():
        for href in dict.fromkeys(found.hrefs):
            if _leads_nowhere(url, href, pages, files, read):
                yield url, href


def _leads_nowhere(
    url: str, href: str, pages: Mapping[str, str], files: Set[str], read: dict[str, _Links]
) -> bool:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return False
    target = _joined(url, unquote(parts.path)) if parts.path else url
    if target not in pages:
        return target not in files and target.endswith(("/", ".html", ".md"))
    # The top of a page, in every browser: https://html.spec.whatwg.org/multipage/browsing-the-web.html
    if not parts.fragment or parts.fragment == "top":
        return False
    ids = (read.get(target) or _Links(pages[target])).ids
    return parts.fragment not in ids and unquote(parts.fragment) not in ids


def _joined(url: str, path: str) -> str:
    """The URL in the site that a relative *path* leads to from the page at *url*; "./" is the site's root."""
    folder = posixpath.dirname("" if url == "./" else url)
    joined = posixpath.normpath(posixpath.join(folder, path))
    if joined == ".":
        return "./"
    return joined + "/" if path.endswith("/") or path.split("/")[-1] in (".", "..") else joined


class _Links(HTMLParser):
    """The local names and the links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.hrefs: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.ids.add(value)
            elif value and name == "href" and tag == "a":
                self.hrefs.append(value)
