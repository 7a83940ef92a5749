"""The dates of a page's facts, and which of them are old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

# Facts are to be confirmed at their sources again after this many days.
LIMIT = 180
_MARK = re.compile(r"^Source \(checked (\d{4})-(\d{2})\): ", re.MULTILINE)
_SOURCE = re.compile(r"^Source\b[^:\n]{0,30}: \[.*", re.MULTILINE)


def undated(markdown: str) -> Iterator[int]:
    """The lines (from 1) that name sources without the month in which the facts were checked."""
    yield from (
        _line(markdown, found.start()) for found in _SOURCE.finditer(markdown) if not _MARK.match(found[0])
    )


def old(markdown: str, today: date) -> Iterator[tuple[int, date]]:
    """The lines (from 1) whose facts were checked too long ago, each with the first day of that month."""
    for found in _MARK.finditer(markdown):
        checked = date(int(found[1]), int(found[2]), 1)
        if (today - checked).days > LIMIT:
            yield _line(markdown, found.start()), checked


def _line(markdown: str, at: int) -> int:
    return markdown.count("\n", 0, at) + 1
