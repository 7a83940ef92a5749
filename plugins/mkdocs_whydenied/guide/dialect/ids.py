"""The element ids of one page: every anchor keeps its name, and no id stands twice."""

from __future__ import annotations

from collections.abc import Iterable


class Ids:
    """Gives out ids; *names* are all that the page's author wrote, so that a made-up id never takes one of
    them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._given: set[str] = set()

    def named(self, name: str) -> str:
        """The id of an anchor: its name, or ``name-2`` and so on when that is taken."""
        chosen, number = name, 2
        while chosen in self._given or (number > 2 and chosen in self._names):
            chosen, number = f"{name}-{number}", number + 1
        self._given.add(chosen)
        return chosen

    def made(self, title: str) -> str:
        """The id of a heading without an anchor, made of its words as Python-Markdown makes it."""
        from markdown.extensions.toc import (
            slugify,
        )  # here, so that the wheel's build, which needs no MkDocs, can read a guide

        slug = slugify(title, "-") or "section"
        return self.named(f"{slug}-section" if slug in self._names else slug)
