"""The front matter ``whydenied: {scp: exceptions}``: names of sections that a page takes, for sections of its
own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache

from whydenied.guide import PREFIX, load_packaged

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
                    f"does not have{_nearest(str(section), ids)}"
                ),
            )
        elif (places := _places()) and str(name) not in places:
            page = _wrong(
                page,
                f'"{KEY}" in the front matter gives "{section}" the place {name}, which no guide has'
                f"{_nearest(str(name), places)}",
            )
    return replace(page, taken={str(name): section for name, section in front.items() if section in ids})


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f": did you mean {near[0]}?" if near else ""


@cache
def _places() -> frozenset[str]:
    """The names that our own guide's sections have, with AWS's prefix and without; none where it is not
    built."""
    try:
        ids = [section.id for section in load_packaged().sections]
    except FileNotFoundError:
        return frozenset()
    return frozenset([*ids, *(each.removeprefix(PREFIX) for each in ids)])


def _wrong(page: Page, sentence: str) -> Page:
    return replace(page, problems=(*page.problems, Problem(1, sentence)))
