"""The front matter ``whydenied: {scp: exceptions}``: names of sections that a page takes, for sections of its
own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .markdown import Page, Problem

KEY = "whydenied"


def taken(page: Page, front: object) -> Page:
    """The *page* with the names of its front matter, *front* being what stands under ``whydenied``; what it
    cannot mean is a problem."""
    if front is None:
        return page
    if not isinstance(front, Mapping):
        return _wrong(
            page,
            (
                f'"{KEY}" in the front matter should pair names of sections with ids of this page, like '
                f'"{KEY}: {{scp: exceptions}}"'
            ),
        )
    ids = {section.id for section in page.sections}
    for name, section in front.items():
        if section not in ids:
            page = _wrong(
                page,
                (
                    f'"{KEY}" in the front matter leads {name} to the section "{section}", which this page '
                    "does not have"
                ),
            )
    return replace(page, taken={str(name): section for name, section in front.items() if section in ids})


def _wrong(page: Page, sentence: str) -> Page:
    return replace(page, problems=(*page.problems, Problem(1, sentence)))
