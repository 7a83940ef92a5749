"""The report's reference, from its dataclasses: a JSON Schema, and a table for each kind of object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from whydenied import report

from . import docstrings
from .schema import DIALECT, Schema, in_words, of_type


def schema() -> Schema:
    """The JSON Schema of a report as :meth:`whydenied.report.Report.to_json` writes it: every field is always there."""
    definitions = {cls.__name__: _of_class(cls) for cls in _classes(report.Report)}
    top = definitions.pop("Report")
    top["properties"]["schema"] = {"const": report.SCHEMA}
    return {"$schema": DIALECT, "title": report.SCHEMA, **top, "$defs": definitions}


def tables() -> str:
    """Markdown: a heading and a table of fields for every kind of object in a report."""
    whole = schema()
    kinds = {"Report": whole, **whole["$defs"]}
    return "\n".join(line for name, kind in kinds.items() for line in _table(name, kind))


def _table(name: str, kind: Schema) -> Iterator[str]:
    yield from (f"## {name}", "", kind["description"], "", "| field | value | meaning |", "|---|---|---|")
    for field, schema in kind["properties"].items():
        yield f"| `{field}` | {in_words(schema)} | {schema.get('description', '')} |"
    yield ""


def _of_class(cls: type) -> Schema:
    hints, told = _hints(cls), docstrings.of_attributes(cls)
    properties = {name: of_type(hints[name]) | ({"description": told[name]} if name in told else {}) for name in hints}
    return {
        "type": "object",
        "description": docstrings.of_class(cls),
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _hints(cls: type) -> dict[str, Any]:
    found = get_type_hints(cls)
    return {field.name: found[field.name] for field in fields(cls)}


def _classes(cls: type) -> list[type]:
    """The dataclass *cls* and all that its fields hold, each once, in the order they are met."""
    met = [cls]
    for each in met:  # grows while it is walked
        met += [inner for hint in _hints(each).values() for inner in _inside(hint) if inner not in met]
    return met


def _inside(hint: Any) -> list[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [found for inner in get_args(hint) for found in _inside(inner)]
