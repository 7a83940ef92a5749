"""The dates of a page's facts, and which of them are old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mkdocs_whydenied.guide import markdown

# Facts are to be confirmed at their sources again after this many days.
LIMIT = 180
_MARK = re.compile(r"^Source \(checked (\d{4})-(\d{2})\): ", re.MULTILINE)
_SOURCE = re.compile(r"^Source\b[^:\n]{0,30}: \[.*", re.MULTILINE)


def undated(page: str) -> Iterator[int]:
    """The lines (from 1) that name sources without the month in which the facts were checked."""
    yield from (_line(page, found.start()) for found in _SOURCE.finditer(page) if not _MARK.match(found[0]))


def without_gist(text: str) -> Iterator[str]:
    """A sentence for each section of a page that messages lead to, and which says in no gist what the cause is, or
    has no date."""
    for section in markdown.read(text, {"forms": "", "samples": ""}).sections:
        if not (section.forms or section.samples or section.gist):
            continue
        if section.gist is None:
            yield f"{section.line}: {section.id} has no gist: > **Cause:** ... > **Fix:** ..."
        elif section.gist.checked is None:
            yield f"{section.line}: {section.id} has no date: write `Source (checked YYYY-MM):` at its end"


def old(page: str, today: date) -> Iterator[tuple[int, date]]:
    """The lines (from 1) whose facts were checked too long ago, each with the first day of that month."""
    for found in _MARK.finditer(page):
        checked = date(int(found[1]), int(found[2]), 1)
        if (today - checked).days > LIMIT:
            yield _line(page, found.start()), checked


def _line(page: str, at: int) -> int:
    return page.count("\n", 0, at) + 1
