"""Each section of the guide as a file of its own, which the page brings under an answer: cut from the HTML of
its page.

Links and ids stay as they are in the page; whoever inserts a section resolves them, because only there is the
place known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from html import unescape

from ..guide.markdown import Page

NAME = "section"
"""The sections' name among the files of a site; `{i}` in the file's name stands for the mark of one."""

_HEADING = re.compile(r"<h([1-6])\b([^>]*)>.*?</h\1\s*>", re.DOTALL)
_ID = re.compile(r"""\bid=(?:"([^"]*)"|'([^']*)')""")
# A checker in a section would stand inside the checker that brings it.
_CHECKER = re.compile(
    r'<div class="whydenied-host">.*?</why-denied>\s*</div>|<why-denied\b.*?</why-denied>', re.DOTALL
)


def fragments(pages: Iterable[tuple[str, str]], addresses: Iterable[str]) -> Mapping[str, str]:
    """The HTML under each heading that one of the *addresses* leads to, from (URL, HTML) of the pages, by
    address.

    A section ends before the next heading of its rank; the title of a page has what is before the page's
    first section. An address without such a heading is left out.
    """
    wanted = set(addresses)
    return {
        address: html
        for url, content in pages
        for address, html in _of_page(url, content, wanted)
        if address in wanted
    }


def lost(pages: Iterable[tuple[str, str, int, Page]], missing: Collection[str]) -> Iterator[str]:
    """A sentence for each of the *missing* addresses, those of the index that no heading of a page has: from
    place, URL, lines before its text, and content of the pages."""
    for place, url, before, page in pages:
        for section in page.sections:
            if f"{url}#{section.id}" in missing:
                yield (
                    f'{place}:{before + section.line}: "{section.title}" should have the id {section.id}, but no '
                    "heading of the built page has it, so links to it lead nowhere. Write the id as "
                    f"{{ #{section.id} }} at the end of the heading; does another plugin change it?"
                )


def _of_page(url: str, content: str, wanted: set[str]) -> Iterable[tuple[str, str]]:
    headings = [(int(found[1]), f"{url}#{_id(found[2])}", found) for found in _HEADING.finditer(content)]
    for at, (rank, address, found) in enumerate(headings):
        if address not in wanted:
            continue
        ends = (
            further.start()
            for other, elsewhere, further in headings[at + 1 :]
            if other <= rank or (rank == 1 and elsewhere in wanted)
        )
        yield address, _CHECKER.sub("", content[found.end() : next(ends, len(content))]).strip()


def _id(attributes: str) -> str:
    found = _ID.search(attributes)
    return unescape(found[1] or found[2] or "") if found else ""


def mark(address: str) -> str:
    """A section's name in its file's name, made of its address: FNV-1a with 64 bits, in hexadecimal, as
    assets/answer/here.js has it."""
    value = 0xCBF29CE484222325
    for byte in address.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:x}"


def put(files: dict[str, bytes], sections: Mapping[str, str], mode: str) -> str:
    """Add a file for each of the *sections*, and return their common name: JSON over http, a script where
    only scripts are loaded."""
    literals = {mark(address): json.dumps(html) for address, html in sections.items()}
    version = sha256(
        "".join(f"{name}{text}" for name, text in sorted(literals.items())).encode()
    ).hexdigest()[:8]
    if mode != "embed":
        files.update({f"sections/{name}.{version}.json": text.encode() for name, text in literals.items()})
        return f"sections/{{i}}.{version}.json"
    for name, text in literals.items():
        files[f"embed/section.{name}.{version}.js"] = (
            f"whydenied.part({json.dumps(NAME)},{json.dumps(name)},{text});\n".encode()
        )
    return f"embed/section.{{i}}.{version}.js"
