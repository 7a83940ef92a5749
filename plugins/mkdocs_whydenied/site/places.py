"""Places of pages that the plugin writes: inside the site, never where an author's own page stands. The options
``rules`` and ``forms``."""

from __future__ import annotations

import re
from collections.abc import Iterable

FOLDER_SCHEMA = {
    "type": "string",
    "pattern": r"^$|^[^/\\~:][^:]*$",
    "not": {"pattern": r"(^|[/\\])\.\.([/\\]|$)"},
}
PAGE_SCHEMA = {"type": "string", "pattern": r"^$|^[^/].*\.md$"}


def is_inside(place: str) -> bool:
    """Whether a path stays below the docs folder, on every system."""
    parts = re.split(r"[/\\]", place)
    return not (":" in parts[0] or parts[0] in ("", "~") or ".." in parts or "\0" in place)


def folder(value: object) -> str:
    """A folder of the site, or the empty string for none. Raises ValueError with a sentence for what is no
    folder below the docs folder."""
    place = _text(value)
    if place and not is_inside(place):
        raise ValueError(
            f'Expected a folder of the site, such as "rules", and got "{place}", which is outside.'
        )
    return place.strip("/")


def page(value: object) -> str:
    """The place of a page under docs, or the empty string for none. Raises ValueError with a sentence for
    anything else."""
    place = _text(value)
    if place and (not place.endswith(".md") or not is_inside(place)):
        raise ValueError(
            f'Expected the place of a page under the docs folder, such as "messages.md", and got "{place}".'
        )
    return place


def clash(place: str, output: str, own: Iterable[tuple[str, str]], option: str) -> str:
    """What to tell an author whose page stands where *option* would write one, empty for nobody; *own* are
    the pages of the site as (place, output)."""
    for its_place, its_output in own:
        if its_place == place or its_output == output:
            return (
                f'the option "{option}" would write {place} over your own page {its_place}: '
                "give it another place, or move the page."
            )
    return ""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"Expected a text, and got {value!r}.")
    return value
