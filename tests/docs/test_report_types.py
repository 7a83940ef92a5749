"""The report's types in TypeScript: the committed file is the generator's, and the generator knows every
shape of a field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypedDict

import pytest

from mkdocs_whydenied.site.reference import typescript
from mkdocs_whydenied.site.reference.schema import in_words, of_classes, of_type

Slot = Literal["who", "what"]


class Place(NamedTuple):
    """Start and end."""

    start: int
    end: int | None


class Change(TypedDict):
    """A change."""

    place: Place
    text: str


@dataclass(frozen=True)
class Inner:
    """An inner value, with */ in its words."""

    places: tuple[Place, ...]
    """Where, in so many words that one line of a hundred and ten columns cannot hold them all, and so they go
    on."""


@dataclass(frozen=True)
class Outer:
    """An outer value."""

    inner: Inner | None
    all: tuple[Inner, ...]
    slots: Mapping[Slot, Place]
    facts: dict[str, tuple[str | int, ...]]
    few: tuple[Slot, ...]
    pair: tuple[int, float]
    change: Change | None = None
    free: Any = None
    sure: bool = False


ANY = re.compile(r"[{(:<|,=]\s*any\b|\bany\[\]")
OUTER = """\

/** An outer value. */
export interface Outer {
  inner: Inner | null;
  all: Inner[];
  slots: Partial<Record<"who" | "what", Place>>;
  facts: Partial<Record<string, (string | number)[]>>;
  few: ("who" | "what")[];
  pair: [number, number];
  change: Change | null;
  free: unknown;
  sure: boolean;
}
"""
INNER = """\

/** An inner value, with *\\/ in its words. */
export interface Inner {
  /**
   * Where, in so many words that one line of a hundred and ten columns cannot hold them all, and so they go
   * on.
   */
  places: Place[];
}
"""
CHANGE = """\

/** A change. */
export interface Change {
  place: Place;
  text: string;
}
"""
LONG = Literal[
    "a-word-of-twenty-six-letters",
    "b-word-of-twenty-six-letters",
    "c-word-of-twenty-six-letters",
    "d-word-of-twenty-six-letters",
]


def test_the_committed_types_are_those_of_the_dataclasses() -> None:
    assert typescript.FILE.read_text("utf-8") == typescript.report_types(), (
        "run `make types` and commit what it writes"
    )


def test_the_scripts_of_the_page_leave_no_type_open() -> None:
    """`any` would switch the checks of the report's fields off; `tsc` finds the implicit ones."""
    scripts = [file for file in typescript.FILE.parent.rglob("*") if file.suffix in {".js", ".ts"}]
    assert len(scripts) > 15
    found = [
        (file.name, line)
        for file in scripts
        for line in file.read_text("utf-8").splitlines()
        if ANY.search(line)
    ]
    assert found == []


def test_every_shape_of_a_field_has_a_type() -> None:
    alias = "\nexport type Place = [start: number, end: number | null];\n"
    assert typescript.declarations(of_classes(Outer)) == alias + OUTER + INNER + CHANGE


def test_a_long_union_has_a_line_for_each_member() -> None:
    kind = {"properties": {"one": of_type(LONG | None), "many": of_type(tuple[LONG, ...])}}
    members = [f'    | "{letter}-word-of-twenty-six-letters"' for letter in "abcd"]
    one = ["  one:", *members, "    | null;"]
    many = ["  many: (", *members, "  )[];"]
    assert typescript.declarations({"Long": kind}) == "\n".join(
        ["", "export interface Long {", *one, *many, "}", ""]
    )


def test_a_named_tuple_has_its_name_in_the_table() -> None:
    assert in_words(of_type(tuple[Place, ...])) == "list of Place"


@pytest.mark.parametrize("kind", [bytes, set[str], Mapping[int, str], object])
def test_what_json_cannot_say_is_an_error(kind: Any) -> None:
    with pytest.raises(TypeError):
        of_type(kind)
