"""The report's contract: every field says what it means, and what is one of a few words says which."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_whydenied.site.reference import report

SCHEMA = report.schema()
KINDS = {"Report": SCHEMA, **SCHEMA["$defs"]}
FEW = {
    "Report": {"kind": 5},
    "Denial": {"effect": 2, "policy_type": 8},
    "Finding": {"severity": 4},
    "Policy": {"type": 8, "notation": 9},
    "Fix": {"layer": 11},
    "Layer": {"name": 8, "state": 5},
    "Secret": {"kind": 9},
    "Verdict": {"code": 9},
}


def values(schema: dict[str, Any]) -> list[Any]:
    """The values of an enumeration, also of one that may be null."""
    return schema.get("enum") or [value for each in schema.get("anyOf", ()) for value in each.get("enum", ())]


@pytest.mark.parametrize("name", KINDS)
def test_every_field_is_described(name: str) -> None:
    fields = {field: schema for field, schema in KINDS[name]["properties"].items() if field != "schema"}
    assert all(schema.get("description", "").endswith(".") for schema in fields.values()), fields


@pytest.mark.parametrize("name", FEW)
def test_few_words_are_listed(name: str) -> None:
    assert {field: len(values(KINDS[name]["properties"][field])) for field in FEW[name]} == FEW[name]
