"""Places of pages that the plugin writes: inside the site, and never where an author's own page stands."""

from __future__ import annotations

import re

from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import Type
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files


def is_inside(place: str) -> bool:
    """Whether a path stays below the docs folder, on every system."""
    parts = re.split(r"[/\\]", place)
    return not (":" in parts[0] or parts[0] in ("", "~") or ".." in parts or "\0" in place)


class FolderPlace(Type[str]):
    """The option's value: a folder of the site, or the empty string for none."""

    def __init__(self) -> None:
        super().__init__(str, default="")

    def run_validation(self, value: object) -> str:
        """Raises ValidationError with a sentence for what is no folder below the docs folder."""
        place = super().run_validation(value)
        if place and not is_inside(place):
            raise ValidationError(
                f'Expected a folder of the site, such as "rules", and got "{place}", which is outside.'
            )
        return place.strip("/")


class PagePlace(Type[str]):
    """The option's value: the place of a page under docs, or the empty string for none."""

    def __init__(self) -> None:
        super().__init__(str, default="")

    def run_validation(self, value: object) -> str:
        """Raises ValidationError with a sentence for anything that is no place of a page."""
        place = super().run_validation(value)
        if place and (not place.endswith(".md") or not is_inside(place)):
            raise ValidationError(
                'Expected the place of a page under the docs folder, such as "messages.md", and got '
                f'"{place}".'
            )
        return place


def add(files: Files, new: File, option: str) -> None:
    """Add a page that an option asks for. Raises PluginError when an author's page stands there."""
    for own in files:
        if own.dest_uri == new.dest_uri or own.src_uri == new.src_uri:
            raise PluginError(
                f'whydenied: the option "{option}" would write {new.src_uri} over your own page {own.src_uri}: '
                "give it another place, or move the page."
            )
    files.append(new)
