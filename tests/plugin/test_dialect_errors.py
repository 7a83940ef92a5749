"""The example errors of published guides, pasted as people paste, open the section they stand in."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from mkdocs_whydenied.guide.dialect import page
from mkdocs_whydenied.guide.index import index
from tests.plugin.mangling import KINDS
from whydenied import Guide, check

FOLDER = Path(__file__).parent / "dialect"
FILES = {path.stem: path for path in FOLDER.rglob("*.md")}
ROWS = [json.loads(line) for line in (FOLDER / "errors.jsonl").read_text("utf-8").splitlines()]
# Of what is pasted whole, all; a message that broke off may be the beginning of several.
WHOLE = [kind for kind in KINDS if not kind.startswith("cut to") and kind != "cut by dots"]
FLOOR = 0.98
# A page with two messages has two cuts or so in a hundred that leave the beginning of both.
PAGE_FLOOR = 0.95


@cache
def guide(name: str) -> Guide:
    found = page.read(
        FILES[name].read_text("utf-8"), lambda address: None, lambda title: None, {"forms": ""}, ""
    )
    return Guide.from_json(index([("page/", found)]))


def opened(row: dict[str, str], kind: str) -> str | None:
    return _opened(row["message"], row["page"], kind)


@cache
def _opened(message: str, name: str, kind: str) -> str | None:
    sections = check(KINDS[kind](message), guide(name)).sections
    return sections[0].url.partition("#")[2] if sections else None


@pytest.mark.parametrize("kind", WHOLE)
def test_every_message_leads_home_however_it_was_pasted(kind: str) -> None:
    assert [(row["message"], found) for row in ROWS if (found := opened(row, kind)) != row["section"]] == []


@pytest.mark.parametrize("name", sorted({row["page"] for row in ROWS}))
def test_of_each_page_nearly_all_pastes_lead_home(name: str) -> None:
    found = [opened(row, kind) == row["section"] for row in ROWS if row["page"] == name for kind in KINDS]
    assert sum(found) / len(found) >= PAGE_FLOOR


def test_of_all_pages_together_more_do() -> None:
    found = [opened(row, kind) == row["section"] for row in ROWS for kind in KINDS]
    assert sum(found) / len(found) >= FLOOR


def test_a_message_that_breaks_off_leads_to_no_other_guess() -> None:
    """Where a cut leaves the beginning of several messages, nothing is claimed, or where such refusals are
    explained in general."""
    astray = defaultdict(list)
    for row in ROWS:
        for kind in set(KINDS) - set(WHOLE):
            found = opened(row, kind)
            if found not in (row["section"], None) and not str(found).endswith("no-permissions"):
                astray[row["page"]].append((kind, row["message"], found))
    assert not astray
