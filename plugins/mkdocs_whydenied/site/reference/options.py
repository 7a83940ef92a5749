"""The plugin's options, from its config class: a table, and a JSON Schema of what stands under ``whydenied``
in mkdocs.yml."""

from __future__ import annotations

import json

from ...config import Described, WhyDeniedConfig, described
from ...guide.dialect import links
from . import docstrings
from .schema import DIALECT, Schema, in_words, of_type


def schema() -> Schema:
    """The JSON Schema of the options."""
    told = docstrings.of_attributes(WhyDeniedConfig)
    properties = {
        option.name: {**_values(option), "default": option.default, "description": told[option.name]}
        for option in described()
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


def _values(option: Described) -> Schema:
    return of_type(option.values) if isinstance(option.values, type) else {**option.values}
