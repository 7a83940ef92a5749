"""What of the guide is no longer sure: commands that fail, policies and templates with findings, facts without a
date or with an old one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.docs.age import LIMIT, old, undated, without_gist
from tests.docs.commands import commands, problems, without_powershell
from tests.docs.templates import faults, templates
from tests.docs.test_guide import PAGES, unsound

_NOT_ABOUT_AWS = ("write-your-own.md",)  # and what is under reference/


def main() -> int:
    """Print the findings and a count of what was looked at; 1 if there are findings."""
    pages = {page: text for page, text in PAGES.items() if page not in _NOT_ABOUT_AWS and "/" not in page}
    today = datetime.now(UTC).date()
    found = [
        *failing(pages),
        *(sentence for page in pages for sentence in unsound(page)),
        *(f"{page}:{line}: {fault}" for page, text in pages.items() for line, fault in faults(text)),
        *undated_in(pages),
    ]
    aged = [
        f"{page}:{line}: checked {checked:%Y-%m}"
        for page, text in pages.items()
        for line, checked in old(text, today)
    ]
    for sentence in found:
        print(sentence)
    counts = [sum(1 for text in pages.values() for _ in each(text)) for each in (commands, templates)]
    print(f"{counts[0]} commands, {counts[1]} templates, {len(found)} findings")
    print(f"{len(aged)} facts were checked more than {LIMIT} days ago", *aged, sep="\n  ")
    return 1 if found else 0


def failing(pages: dict[str, str]) -> Iterator[str]:
    """A sentence for each command that is wrong."""
    for page, text in pages.items():
        yield from (
            f"{page}:{each.line}: {sentence}" for each in commands(text) for sentence in problems(each)
        )
        yield from (
            f"{page}:{line}: bash alone reads this: fold the same for PowerShell below it"
            for line in without_powershell(text)
        )


def undated_in(pages: dict[str, str]) -> Iterator[str]:
    """A sentence for each line of sources that has no date, and each section without a gist or a date."""
    for page, text in pages.items():
        yield from (
            f"{page}:{line}: these sources have no date: write `Source (checked YYYY-MM):`"
            for line in undated(text)
        )
        yield from (f"{page}:{sentence}" for sentence in without_gist(text))


if __name__ == "__main__":
    sys.exit(main())
