"""The page of all messages that lead somewhere: each page's sections in the order of the navigation, and the
forms of each."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ..guide.boxes import form_html
from ..guide.markdown import Page, PageSection

# A pasted message should find its section; the list of all messages would stand before it.
HEAD = """---
search:
  exclude: true
---
# Messages by section

"""
"""What the page starts with."""
_ABOUT = (
    "AWS's own sentence, *User: … is not authorized to perform: …*, is read by its parts "
    "in every variant and is not listed. "
    "Beside it, {count} messages lead to a section. Words in italics stand for what varies."
)


def messages(place: str, pages: Iterable[tuple[str, str, Page]]) -> str:
    """What the page at *place* tells, as Markdown, from (place, title, page) of those that may have
    sections."""
    told = [
        (where, title, [section for section in page.sections if section.forms])
        for where, title, page in pages
    ]
    count = sum(len(section.forms) for _, _, sections in told for section in sections)
    folder = posixpath.dirname(place) or "."
    lines = [
        line
        for where, title, sections in told
        if sections
        for line in _of_page(posixpath.relpath(where, folder), title, sections)
    ]
    return "\n".join([_ABOUT.format(count=count), "", *lines])


def _of_page(link: str, title: str, sections: Sequence[PageSection]) -> Iterator[str]:
    yield from (f"## {title}", "")
    for section in sections:
        items = "".join(f"<li><code>{form_html(form.text)}</code></li>" for form in section.forms)
        yield from (f"### [{_plain(section.title)}]({link}#{section.id})", "", f"<ul>{items}</ul>", "")


def _plain(title: str) -> str:
    return escape(title, quote=False).replace("[", "\\[").replace("]", "\\]")
