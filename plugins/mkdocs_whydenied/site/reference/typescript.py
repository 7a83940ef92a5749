"""A JSON Schema as TypeScript, so that the scripts of the page are checked against what the checker writes.

``python -m mkdocs_whydenied.site.reference.typescript`` writes the report's into the assets; a test compares
the two.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

from . import report
from .schema import Schema

FILE = Path(__file__).resolve().parents[2] / "assets/report.d.ts"
HEAD = (
    "// The report as TypeScript. `make types` writes it from the dataclasses of the "
    "checker; not part of any site.\n"
)
WIDTH = 110
_SIMPLE = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def report_types() -> str:
    """The content of ``report.d.ts``, in the form that Prettier gives it."""
    whole = report.schema()
    return HEAD + declarations({"Report": whole, **whole["$defs"]})


def declarations(kinds: dict[str, Schema]) -> str:
    """An exported interface for each kind of object, before them an exported type for each named tuple."""
    tuples = {found["title"]: found for kind in kinds.values() for found in _named_tuples(kind["properties"])}
    aliases = (f"\nexport type {name} = {_tuple(schema)};\n" for name, schema in tuples.items())
    return "".join([*aliases, *(_interface(name, kind) for name, kind in kinds.items())])


def of_schema(schema: Schema) -> str:
    """The type of one value. A name that a mapping lacks is undefined there."""
    if "title" in schema:
        return str(schema["title"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if members := _members(schema):
        return " | ".join(members)
    if "prefixItems" in schema:
        return _tuple(schema)
    if schema.get("type") == "array":
        items = schema["items"]
        return f"({of_schema(items)})[]" if _members(items)[1:] else f"{of_schema(items)}[]"
    if schema.get("type") == "object":
        keys = of_schema(schema.get("propertyNames", {"type": "string"}))
        return f"Partial<Record<{keys}, {of_schema(schema['additionalProperties'])}>>"
    return _SIMPLE[schema["type"]] if "type" in schema else "unknown"


def _members(schema: Schema) -> list[str]:
    """The members of a union, each once; none for any other schema."""
    values = [schema["const"]] if "const" in schema else schema.get("enum", ())
    inner = [member for each in schema.get("anyOf", ()) for member in _members(each) or [of_schema(each)]]
    return [*dict.fromkeys([*(json.dumps(value, ensure_ascii=False) for value in values), *inner])]


def _tuple(schema: Schema) -> str:
    return f"[{', '.join(_element(each) for each in schema['prefixItems'])}]"


def _element(schema: Schema) -> str:
    """One place of a tuple, with its name if it has one."""
    unnamed = {key: value for key, value in schema.items() if key != "title"}
    return f"{schema['title']}: {of_schema(unnamed)}" if "title" in schema else of_schema(schema)


def _named_tuples(schema: object) -> Iterator[Schema]:
    """Every named tuple within a schema."""
    if isinstance(schema, dict):
        if "title" in schema and "prefixItems" in schema:
            yield schema
        for inner in schema.values():
            yield from _named_tuples(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _named_tuples(inner)


def _interface(name: str, kind: Schema) -> str:
    lines = ["", *_comment(kind.get("description", "")), f"export interface {name} {{"]
    for field, schema in kind["properties"].items():
        lines += [
            f"  {line}" for line in (*_comment(schema.get("description", "")), *_property(field, schema))
        ]
    return "\n".join([*lines, "}", ""])


def _property(name: str, schema: Schema) -> list[str]:
    """A field on one line, else a union on a line of its own, else with a line for each member."""
    kind = of_schema(schema)
    line = f"{name}: {kind};"
    if len("  ") + len(line) <= WIDTH:
        return [line]
    if members := _members(schema):
        if len("    ") + len(kind) < WIDTH:
            return [f"{name}:", f"  {kind};"]
        *most, last = (f"  | {member}" for member in members)
        return [f"{name}:", *most, f"{last};"]
    if members := _members(schema.get("items", {})):
        return [f"{name}: (", *(f"  | {member}" for member in members), ")[];"]
    return [line]


def _comment(text: str) -> list[str]:
    text = text.replace("*/", "*\\/")
    if not text or len(text) + len("  /**  */") <= WIDTH:
        return [f"/** {text} */"] if text else []
    return ["/**", *(f" * {line}" for line in textwrap.wrap(text, WIDTH - len("   * "))), " */"]


if __name__ == "__main__":
    FILE.write_text(report_types(), "utf-8")
