"""JSON Schema of Python types, as far as the report uses them, and such a schema in a reader's words."""

from __future__ import annotations

import collections.abc
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, Literal, Union, get_args, get_origin

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: Mapping[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", types.NoneType: "null"}
_WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null", "object": "object"}


def of_type(kind: Any) -> Schema:
    """The schema of a type; a dataclass is named, and defined elsewhere. Raises TypeError for a type that JSON has no word for."""
    if kind is Any:
        return {}
    if kind in _SIMPLE:
        return {"type": _SIMPLE[kind]}
    if is_dataclass(kind) and isinstance(kind, type):
        return {"$ref": f"#/$defs/{kind.__name__}"}
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [of_type(each) for each in inner]}
    if origin is Literal:
        return {"enum": [*inner]}
    if origin is tuple and inner[1:] != (...,):
        return {"type": "array", "prefixItems": [of_type(each) for each in inner], "minItems": len(inner), "maxItems": len(inner)}
    if origin in (tuple, list):
        return {"type": "array", "items": of_type(inner[0])}
    if origin in (dict, collections.abc.Mapping):
        return {"type": "object", "additionalProperties": of_type(inner[1])}
    raise TypeError(f"JSON has no word for {kind}")


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
        return f"list of {in_words(schema['items'])}" if "items" in schema else f"{len(schema['prefixItems'])} numbers"
    if isinstance(schema.get("additionalProperties"), dict) and schema["additionalProperties"]:
        return f"object of {in_words(schema['additionalProperties'])}"
    return _WORDS[schema["type"]] if "type" in schema else "anything"
