"""Cases written as Markdown, read as data.

    ## case-id
    - what is expected: one, two
    - another fact

    ```json identity
    {
      "Version": "2012-10-17",
      "Statemant": []  <-- unknown-element
    }
    ```

A heading of the second level begins a case and is its id, unique in its file. Each item of the list under it
is a fact: its name, and after the colon what it says. Fences are the case's texts, without the newline before
the closing fence; the word after the language is the text's label. `<-- a, b` at the end of a line is a mark:
it is no part of the text, and says what is expected in that line. All other lines are free.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

MARK = re.compile(r" *<-- ([\w-]+(?:, [\w-]+)*)$")


@dataclass(frozen=True)
class Text:
    """One fence: its label, what is between its marks, and the marks as (line, word)."""

    label: str
    text: str
    marks: frozenset[tuple[int, str]]


@dataclass(frozen=True)
class Case:
    """One heading with all under it."""

    id: str
    facts: dict[str, str] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)

    @property
    def paste(self) -> str:
        """The texts as somebody pastes them together; one labelled `read` is what is read from them."""
        return "\n\n".join(each.text for each in self.texts if each.label != "read")

    def listed(self, name: str) -> set[str]:
        """The words of a fact that is a list; none when there is no such fact."""
        return set(self.facts[name].split(", ")) if name in self.facts else set()


def read(file: Path) -> list[Case]:
    """The cases of a file, in their order."""
    found: list[Case] = []
    lines = deque(file.read_text("utf-8").split("\n"))
    while lines:
        line = lines.popleft()
        if line.startswith("## "):
            found.append(Case(line.removeprefix("## ")))
        elif found and line.startswith("- "):
            name, _, value = line.removeprefix("- ").partition(": ")
            assert name not in found[-1].facts, f"{file}: {found[-1].id} has two facts of one name: {name}"
            found[-1].facts[name] = value
        elif found and line.startswith("```"):
            assert "```" in lines, f"{file}: a fence of {found[-1].id} does not end"
            inside = [lines.popleft() for _ in range(lines.index("```"))]
            lines.popleft()
            assert not any(each.startswith("```") for each in inside), (
                f"{file}: a fence of {found[-1].id} does not end"
            )
            found[-1].texts.append(_text(line.partition(" ")[2], inside))
    assert len(found) == len({case.id for case in found}), f"{file}: two cases of one id"
    return found


def parameters(place: Path, facts: str) -> list[Any]:
    """The cases of a file or folder as pytest parameters; the names of their facts match *facts*, since one
    with a slip tests nothing."""
    found = under(place) if place.is_dir() else [(case.id, case) for case in read(place)]
    slips = [(name, fact) for name, case in found for fact in case.facts if not re.fullmatch(facts, fact)]
    assert not slips, slips
    return [pytest.param(case, id=name) for name, case in found]


def under(folder: Path) -> list[tuple[str, Case]]:
    """The cases of all files in a folder, named by file and id: conditions/ambiguous-date/in-milliseconds."""
    files = sorted(folder.rglob("*.md"))
    return [
        (f"{file.relative_to(folder).with_suffix('').as_posix()}/{case.id}", case)
        for file in files
        for case in read(file)
    ]


def _text(label: str, lines: list[str]) -> Text:
    marks = [
        (number, word)
        for number, line in enumerate(lines, 1)
        if (mark := MARK.search(line))
        for word in mark[1].split(", ")
    ]
    return Text(label, "\n".join(MARK.sub("", line) for line in lines), frozenset(marks))
