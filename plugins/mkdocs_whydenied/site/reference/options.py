"""The plugin's options, from its config class: a table, and a JSON Schema of what stands under ``whydenied``
in mkdocs.yml."""

from __future__ import annotations

import json
from functools import singledispatch
from typing import Any

from mkdocs.config.base import BaseConfigOption
from mkdocs.config.config_options import Choice, Optional, Type

from whydenied.call.names import SLOTS

from ...config import WhyDeniedConfig
from ...guide.dialect import links
from ...guide.dialect.choice import Guides
from ..examples import Examples
from ..places import FolderPlace, PagePlace
from . import docstrings
from .schema import DIALECT, Schema, in_words, of_type


def schema() -> Schema:
    """The JSON Schema of the options."""
    told = docstrings.of_attributes(WhyDeniedConfig)
    properties = {
        name: {**_values(option), "default": option.default, "description": told[name]}
        for name, option in WhyDeniedConfig._schema
    }
    return {
        "$schema": DIALECT,
        "title": "whydenied, a plugin of MkDocs",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": {
            "guide": {"anyOf": [{"enum": ["", *links.guides()]}, {"type": "string", "pattern": "://"}]}
        },
    }


def table() -> str:
    """Markdown: a row for each option."""
    rows = (
        f"| `{name}` | {in_words(kind)} | {_default(kind['default'])} | {kind['description']} |"
        for name, kind in schema()["properties"].items()
    )
    return "\n".join(["| option | value | default | meaning |", "|---|---|---|---|", *rows])


def _default(value: object) -> str:
    return f"`{json.dumps(value)}`" if value or value is False else "none"


@singledispatch
def _values(option: BaseConfigOption[Any]) -> Schema:
    """The values that an option takes. Raises TypeError for a class of options that is not registered
    here."""
    raise TypeError(f"no schema for options of the class {type(option).__name__}")


@_values.register
def _(option: Type) -> Schema:  # type: ignore[type-arg]
    return of_type(option._type)


@_values.register
def _(option: Choice) -> Schema:  # type: ignore[type-arg]
    return {"enum": [*option.choices]}


@_values.register
def _(option: Optional) -> Schema:  # type: ignore[type-arg]
    inner = _values(option.option)
    return {**inner, "enum": [*inner["enum"], None]}


@_values.register
def _(option: FolderPlace) -> Schema:
    return {"type": "string", "pattern": r"^$|^[^/\\~:][^:]*$", "not": {"pattern": r"(^|[/\\])\.\.([/\\]|$)"}}


@_values.register
def _(option: PagePlace) -> Schema:
    return {"type": "string", "pattern": r"^$|^[^/].*\.md$"}


@_values.register
def _(option: Examples) -> Schema:
    return {
        "title": "pairs of a name and its word",
        "type": "object",
        "properties": {name: {"type": "string"} for name in SLOTS},
        "additionalProperties": False,
    }


@_values.register
def _(option: Guides) -> Schema:
    entry = {
        "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"$ref": "#/$defs/guide"}}]
    }
    return {
        "title": "pattern, pairs of pattern and guide, or a list of these",
        "anyOf": [*entry["anyOf"], {"type": "array", "items": entry}],
    }
