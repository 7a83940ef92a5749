"""The report's reference, from its dataclasses: a JSON Schema, and a table for each kind of object."""

from __future__ import annotations

from collections.abc import Iterator

from whydenied import report

from .schema import DIALECT, Schema, in_words, of_classes


def schema() -> Schema:
    """The JSON Schema of a report as :meth:`whydenied.report.Report.to_json` writes it: every field is always
    there."""
    definitions = of_classes(report.Report)
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
