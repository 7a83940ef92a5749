"""The guide index: the sections of a guide and the messages that lead to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, field
from functools import cached_property
from typing import Any

from .values import dataclass

SCHEMA = "whydenied/guide/1"
PREFIX = "security_iam_troubleshoot-"
# More sections with the same message than these would not help a reader to choose.
_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Form:
    """One message as AWS prints it: literal text, ``{slots}``, and slot values the message implies."""

    text: str
    section: str
    slots: Mapping[str, str] = field(default_factory=dict)
    symptom: bool = False
    """Whether it tells what followed from a denial, so that the denial wins where the same paste names it."""


@dataclass(frozen=True, slots=True)
class Gist:
    """A section in a few words: a sentence of cause, one of what to do, the layer of the policy that decides, and
    the month (2026-11) in which its facts were checked."""

    cause: str
    fix: str
    layer: str | None = None
    checked: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the guide; ``url`` is relative to the site's root."""

    id: str
    title: str
    url: str
    forms: tuple[Form, ...] = ()
    samples: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Further names that it answers to on its own page, where several guides stand in one site."""
    gist: Gist | None = None
    published: bool = False
    """Whether it is from a guide that others wrote: its id is one of our names by chance at most."""

    @property
    def place(self) -> str:
        """The page it stands on."""
        return self.url.partition("#")[0]


@dataclass(frozen=True, eq=False)
class Guide:
    """All sections of one guide, in the order of its navigation; a guide is equal to itself alone, so that it
    can be a key."""

    sections: tuple[Section, ...] = ()
    here: str | None = None
    """The page from which the guide is asked, see :meth:`at`."""

    @classmethod
    def empty(cls) -> Guide:
        """A guide without sections: denials are still read, nothing is led anywhere."""
        return cls()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Guide:
        """The guide of an index, as :meth:`to_json` and the MkDocs plugin write it.

        Raises ValueError with a sentence when the data is not such an index.
        """
        if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
            raise ValueError(f'This is not a guide index: its "schema" should be "{SCHEMA}".')
        return cls(tuple(_sections(data.get("sections", ()))))

    def to_json(self) -> dict[str, Any]:
        """The guide as JSON-ready data."""
        return {
            "schema": SCHEMA,
            "sections": [
                {
                    "id": section.id,
                    "title": section.title,
                    "url": section.url,
                    "forms": [_form_json(form) for form in section.forms],
                    "samples": list(section.samples),
                    **({"names": list(section.names)} if section.names else {}),
                    **({"gist": asdict(section.gist)} if section.gist else {}),
                    **({"published": True} if section.published else {}),
                }
                for section in self.sections
            ],
        }

    def at(self, place: str) -> Guide:
        """The same guide asked from its page *place*: what is said there goes before what another page says
        in the same words."""
        own = tuple(section for section in self.sections if section.place == place)
        return (
            Guide((*own, *(section for section in self.sections if section.place != place)), place)
            if own
            else self
        )

    @cached_property
    def by_id(self) -> Mapping[str, Section]:
        """The sections by their id."""
        return {section.id: section for section in self.sections}

    def find(self, name: str) -> Section | None:
        """The section called *name*: an id, or an id without AWS's common prefix (``passrole``)."""
        wanted = (name, PREFIX + name)
        return (
            self._here.get(wanted[0])
            or self._here.get(wanted[1])
            or self._named.get(wanted[0])
            or self._named.get(wanted[1])
        )

    def quoting(self, form: Form) -> tuple[Section, ...]:
        """The sections that list a message: the form's own, then a few others with the same words."""
        others = (each for each in self._quoting.get(form.text, ()) if each.id != form.section)
        own = self.by_id.get(form.section)
        return ((own,) if own else ()) + tuple(others)[:_OTHERS]

    @cached_property
    def _quoting(self) -> Mapping[str, list[Section]]:
        found: dict[str, list[Section]] = {}
        for section in self.sections:
            for text in dict.fromkeys(form.text for form in section.forms):
                found.setdefault(text, []).append(section)
        return found

    @cached_property
    def _named(self) -> Mapping[str, Section]:
        return {key: section for key, section in self.by_id.items() if _is_name(section, key)}

    @cached_property
    def _here(self) -> Mapping[str, Section]:
        """The sections of the page asked from by their ids there and further names; a name that leads
        elsewhere is not among them."""
        own = [section for section in self.sections if self.here is not None and section.place == self.here]
        names = {name: section for section in reversed(own) for name in section.names}
        ids = ((section.url.partition("#")[2], section) for section in reversed(own))
        return names | {key: section for key, section in ids if _is_name(section, key)}


def _is_name(section: Section, key: str) -> bool:
    """Whether the id *key* of a section says what it is about in the words of our guide."""
    return not section.published or key.startswith(PREFIX)


def _form_json(form: Form) -> dict[str, Any]:
    row: dict[str, Any] = {"text": form.text, "slots": dict(form.slots)}
    return {**row, "symptom": True} if form.symptom else row


def _sections(rows: Iterable[Mapping[str, Any]]) -> Iterable[Section]:
    for row in rows:
        forms = tuple(
            Form(form["text"], row["id"], form.get("slots") or {}, bool(form.get("symptom")))
            for form in row.get("forms", ())
        )
        yield Section(
            row["id"],
            row["title"],
            row["url"],
            forms,
            tuple(row.get("samples", ())),
            tuple(row.get("names", ())),
            Gist(**row["gist"]) if row.get("gist") else None,
            bool(row.get("published")),
        )


def load_packaged() -> Guide:
    """The guide this package was built with, for callers that have no site of their own.

    Raises FileNotFoundError with a sentence when the package was not built.
    """
    from importlib import (
        resources,
    )  # a tenth of the time that importing the checker takes, for the terminal alone

    index = resources.files(__package__).joinpath("guide.json")
    if not index.is_file():
        raise FileNotFoundError("The guide index is not built yet: run `make site`, or install the package.")
    return Guide.from_json(json.loads(index.read_text("utf-8")))
