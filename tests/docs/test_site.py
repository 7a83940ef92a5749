"""The built site: every link inside leads to an element that is there, every link outside is an address."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from mkdocs.config import load_config

from tests.conftest import ROOT

HOST = "https://guide.example/"


@dataclass
class Read(HTMLParser):
    """The ids and links of one page."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name == "href" and value and tag == "a":
                self.links.append(value)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """The pages of the guide, built strictly, by their address."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = {}
    for file in folder.rglob("*.html"):
        page = Read()
        page.feed(file.read_text("utf-8"))
        found[urljoin(HOST, file.relative_to(folder).as_posix().removesuffix("index.html"))] = page
    return found


def test_links_are_looked_at_in_every_build() -> None:
    validation = load_config(str(ROOT / "mkdocs.yml")).validation
    levels = {
        **validation.links,
        "omitted_files": validation.nav.omitted_files,
        "nav": validation.nav.not_found,
    }
    assert [name for name, level in levels.items() if level < logging.WARNING] == []


@pytest.mark.slow
def test_no_id_is_given_twice(pages: dict[str, Read]) -> None:
    assert [address for address, page in pages.items() if len(page.ids) != len(set(page.ids))] == []


@pytest.mark.slow
def test_every_link_inside_leads_somewhere(pages: dict[str, Read]) -> None:
    folder_files = ("schema.json", "THIRD_PARTY.txt")
    lost = []
    for address, page in pages.items():
        for link in page.links:
            target, _, fragment = urljoin(address, link).partition("#")
            if not target.startswith(HOST) or target.endswith(folder_files) or address.endswith("404.html"):
                continue
            if target not in pages or (fragment and unquote(fragment) not in pages[target].ids):
                lost.append((address, link))
    assert lost == []


@pytest.mark.slow
def test_every_link_outside_is_an_address(pages: dict[str, Read]) -> None:
    links = {link for page in pages.values() for link in page.links if "://" in link or link.startswith("//")}
    assert [link for link in links if not well_formed(link)] == []


def well_formed(link: str) -> bool:
    """Whether a link is of https, to a host with a dot, without blanks and without a port or a name of a
    user."""
    parts = urlsplit(link)
    return (
        parts.scheme == "https"
        and "." in (parts.hostname or "")
        and parts.netloc == parts.hostname
        and not any(map(str.isspace, link))
    )
