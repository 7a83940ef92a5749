"""Which pages are read as published guides, and where such a page's guide is published: the option
``aws_guides``."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from html import escape

from ..markdown import Page
from . import links, page

SHAPE = (
    'a list of patterns of pages ("eks/*"), each alone or with the guide it is from '
    '("eks/*: amazon-eks-user-guide", or the '
    'guide\'s public address); "!" before a pattern leaves its pages to MkDocs'
)


_ENTRY = {
    "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"$ref": "#/$defs/guide"}}]
}
SCHEMA = {
    "title": "pattern, pairs of pattern and guide, or a list of these",
    "anyOf": [*_ENTRY["anyOf"], {"type": "array", "items": _ENTRY}],
}


def chosen(value: object) -> Mapping[str, str]:
    """The option's value as pattern -> guide, the empty string for a pattern alone. Raises ValueError with a
    sentence for anything but the shape above."""
    result: dict[str, str] = {}
    for entry in value if isinstance(value, list) else [value]:
        pairs = {entry: ""} if isinstance(entry, str) else entry
        if not isinstance(pairs, Mapping) or not all(
            isinstance(each, str) for pair in pairs.items() for each in pair
        ):
            raise ValueError(f"Expected {SHAPE}.")
        result.update(pairs)
    for guide in result.values():
        if guide and "://" not in guide and guide not in links.guides():
            raise ValueError(
                f'"{guide}" is neither an address nor a guide that the plugin knows, such as '
                '"aws-lambda-developer-guide".'
            )
    return result


def guide_of(text: str, place: str, chosen: Mapping[str, str]) -> str | None:
    """The guide that *chosen* names for the page at *place*, the empty string for one that is recognised;
    None for a page of another kind.

    The last pattern that fits decides.
    """
    for pattern, guide in reversed([*chosen.items()]):
        if _fits(place, pattern.removeprefix("!")):
            return None if pattern.startswith("!") else guide
    return "" if page.recognised(text) else None


def read(
    text: str,
    guide: str,
    place: str,
    address: Callable[[str], str | None],
    texts: Mapping[str, str],
    widget: str,
) -> Page:
    """The page at *place* with all its links settled; *address* gives that of another place of the site, from
    this page, and None for one that the site does not publish."""

    def local(link: str) -> str | None:
        path, mark, fragment = link.partition("#")
        target = address(posixpath.normpath(posixpath.join(posixpath.dirname(place), path)))
        return None if target is None else f"{target}{mark}{fragment}"

    return page.read(
        text, local, lambda title: links.base(guide, place.removesuffix(".md"), title), texts, widget
    )


def title(found: Page) -> dict[str, str]:
    """The title of a page as front matter would say it: MkDocs takes a heading for it only where nothing
    stands before the heading."""
    return (
        {"title": escape(found.sections[0].title, quote=False)}
        if found.sections and found.sections[0].level == 1
        else {}
    )


def attributes(extensions: Sequence[str]) -> list[str]:
    """What a page with sections needs beside the site's *extensions*: ids at headings."""
    known = (
        "attr_list",
        "markdown.extensions.attr_list",
        "extra",
        "markdown.extensions.extra",
        "pymdownx.extra",
    )
    return [] if any(each in known for each in extensions) else ["attr_list"]


def _fits(place: str, pattern: str) -> bool:
    folder = pattern.rstrip("/")
    return fnmatchcase(place, pattern) or place.startswith(folder + "/")
