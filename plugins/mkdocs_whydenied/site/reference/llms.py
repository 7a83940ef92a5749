"""Our guide for assistants: each page's Markdown beside its HTML, and an index of them.

Source: https://llmstxt.org
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_TITLE = re.compile(r"^# (.+?)(?:\s*\{[^{}]*\})?\s*$", re.MULTILINE)
_SECTION = re.compile(r"^## (.+?)\s*\{ *#([\w.-]+) *\}\s*$", re.MULTILINE)
_WIDGET = re.compile(r"^<why-denied></why-denied>\n+", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """A page: its path and address from the root of the site, and its Markdown."""

    file: str
    url: str
    text: str

    @property
    def title(self) -> str:
        """Its first heading."""
        found = _TITLE.search(self.text)
        return found[1] if found else self.url


def documents(name: str, about: str, root: str, pages: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """The files by their path from the root of the site; *root* is its address, empty where it is not known."""
    lines = [f"# {name}", "", f"> {about}", "", "## Pages", ""]
    for page in pages:
        yield f"{page.file}.md", _WIDGET.sub("", page.text)
        lines.append(f"- [{page.title}]({root}{page.file}.md)")
        lines += [f"    - [{title}]({root}{page.url}#{name})" for title, name in _SECTION.findall(page.text)]
    yield "llms.txt", "\n".join(lines) + "\n"
