"""The checker in the page's runtime says word for word what it says here: page and terminal never differ.

It runs in the hot half of Python's module alone, and where the cold half's data is to be lies poison. So this
also shows that no answer needs either; what calls a cold function all the same is asked again, with both
halves.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_whydenied import runtime
from mkdocs_whydenied.guide.index import folder_index
from mkdocs_whydenied.runtime.halves import COLD, GLUE, WASM
from mkdocs_whydenied.runtime.halves.traced import Traced
from tests.conftest import ROOT
from tests.pastes import pastes
from tests.runtime.instrument import poisoned
from tests.runtime.under_node import OPTIONS, Python, answers
from whydenied import Guide
from whydenied.browser import answer

FEW = 0.02
"""Share of texts that may call a cold function before `make trace` is due."""


@pytest.mark.slow
def test_same_as_terminal(guide: Guide, tmp_path: Path) -> None:
    built = runtime.load()
    both = Python(built.read(WASM), built.read(GLUE), built.read(COLD))
    alone = Python(poisoned(both.wasm, Traced.read().ranges), both.glue)
    texts = pastes(guide)
    there: dict[str, str] = {}
    cold: list[str] = []
    while len(there) + len(cold) < len(texts):
        left = {name: text for name, text in texts.items() if name not in there and name not in cold}
        found = answers(alone, left, tmp_path, join="never", seed=None)
        there |= found.reports
        cold += [name for name in left if name not in found.reports][:1]  # where it stopped
        assert len(cold) <= FEW * len(texts), f"run `make trace`: cold functions are called by {cold}"
    if cold:
        there |= answers(both, {name: texts[name] for name in cold}, tmp_path, seed=None).reports
    index = json.dumps(folder_index(ROOT / "docs"))
    assert {
        name
        for name, text in texts.items()
        if json.loads(there[name]) != json.loads(answer(text, index, OPTIONS))
    } == set()


CAPITAL_SIGMA = 0x3A3
"""Its small letter depends on what follows; the function for that is cold, so that the text waits for it."""


@pytest.mark.slow
def test_rare_letters(tmp_path: Path) -> None:
    """Tables of Unicode are data: every letter of the two planes that hold nearly all of them, and one in sixty of
    the others, in halves and in one piece. Not held against this Python, which may know another version of
    Unicode."""
    built = runtime.load()
    both = Python(built.read(WASM), built.read(GLUE), built.read(COLD))
    alone = Python(poisoned(both.wasm, Traced.read().ranges), both.glue)
    places = (*range(0xA0, 0xD800), *range(0xE000, 0x20000), *range(0x20000, 0x110000, 61))
    letters = [chr(place) for place in places if place != CAPITAL_SIGMA]
    texts = {
        f"from {start}": f"User: arn:aws:iam::111122223333:user/{''.join(letters[start : start + 40])} is not authorized to "
        f"perform: s3:GetObject on resource: arn:aws:s3:::b/{''.join(letters[start : start + 150])} because no "
        "identity-based policy allows the s3:GetObject action"
        for start in range(0, len(letters), 150)
    }
    found = answers(alone, texts, tmp_path / "alone", join="never").reports
    assert found == answers(both, texts, tmp_path / "whole", join="whole").reports
    assert len(found) == len(texts)
