"""JSON Schema of Python types, as far as the report uses them, and such a schema in a reader's words."""

from __future__ import annotations

import collections.abc
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, TypeGuard, Union, get_args, get_origin, get_type_hints, is_typeddict

from . import docstrings

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: Mapping[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    types.NoneType: "null",
}
_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "object": "object",
}


def of_type(kind: Any) -> Schema:
    """The schema of a type; a dataclass is named, and defined elsewhere. Raises TypeError for a type that
    JSON has no word for."""
    if kind is Any:
        return {}
    if kind in _SIMPLE:
        return {"type": _SIMPLE[kind]}
    if _is_object(kind):
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if _is_named_tuple(kind):
        items = [{"title": name, **of_type(inner)} for name, inner in get_type_hints(kind).items()]
        return {"title": kind.__name__, **_fixed_array(items)}
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [of_type(each) for each in inner]}
    if origin is Literal:
        return {"enum": [*inner]}
    if origin is tuple and inner[1:] != (...,):
        return _fixed_array([of_type(each) for each in inner])
    if origin in (tuple, list, collections.abc.Sequence):
        return {"type": "array", "items": of_type(inner[0])}
    if origin in (dict, collections.abc.Mapping) and inner[0] is str:
        return {"type": "object", "additionalProperties": of_type(inner[1])}
    if origin in (dict, collections.abc.Mapping) and get_origin(inner[0]) is Literal:
        return {
            "type": "object",
            "propertyNames": of_type(inner[0]),
            "additionalProperties": of_type(inner[1]),
        }
    raise TypeError(f"JSON has no word for {kind}")


def of_classes(root: type, named_only: Mapping[str, type] | None = None) -> dict[str, Schema]:
    """The schemas of the class *root* and of all that its fields contain, by name, in the order they are met.

    *named_only* are the classes that modules import for type checkers alone.
    """
    met = [root]
    for each in met:  # grows while it is walked
        met += [
            inner for hint in _hints(each, named_only).values() for inner in _inside(hint) if inner not in met
        ]
    return {cls.__name__: _of_class(cls, named_only) for cls in met}


def in_words(schema: Schema) -> str:
    """A schema as a table shows it: ``list of [Denial](#denial)``, ``text or null``."""
    if "title" in schema:
        return str(schema["title"])
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(map(in_words, schema["anyOf"]))
    if schema.get("type") == "array":
        return (
            f"list of {in_words(schema['items'])}"
            if "items" in schema
            else f"{len(schema['prefixItems'])} numbers"
        )
    if isinstance(schema.get("additionalProperties"), dict) and schema["additionalProperties"]:
        return f"object of {in_words(schema['additionalProperties'])}"
    return _WORDS[schema["type"]] if "type" in schema else "anything"


def _fixed_array(items: list[Schema]) -> Schema:
    return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}


def _of_class(cls: type, named_only: Mapping[str, type] | None) -> Schema:
    hints, described = _hints(cls, named_only), docstrings.of_attributes(cls)
    properties = {
        name: of_type(hints[name]) | ({"description": described[name]} if name in described else {})
        for name in hints
    }
    return {
        "type": "object",
        "description": docstrings.of_class(cls),
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _hints(cls: type, named_only: Mapping[str, type] | None) -> dict[str, Any]:
    found = get_type_hints(cls, localns=dict(named_only or {}))
    return {field.name: found[field.name] for field in fields(cls)} if is_dataclass(cls) else found


def _inside(hint: Any) -> list[type]:
    """The classes within a type."""
    if _is_object(hint):
        return [hint]
    return [found for inner in get_args(hint) for found in _inside(inner)]


def _is_object(kind: Any) -> TypeGuard[type]:
    """Whether its values are JSON objects with fields of their own."""
    return isinstance(kind, type) and (is_dataclass(kind) or is_typeddict(kind))


def _is_named_tuple(kind: Any) -> TypeGuard[type]:
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")
