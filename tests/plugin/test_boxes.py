"""What readers see of a section's forms and samples: one box, the first samples, the others folded."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from mkdocs_whydenied.guide import markdown
from tests.plugin.conftest import Built

TEXTS = {"forms": "box {count}", "samples": "{count} more"}
BLOCKS = {
    "F": "```form\nThe lamp of number {number} was refused: ask the watch of tower %d\n```\n",
    "S": "```sample\nThe lamp of number 7 was refused: ask the watch of tower %d\n```\n",
    ".": "Words %d.\n",
}
SIGNS = {
    r'<details class="whydenied-forms"><summary>box (\d+)</summary>.*?</details>': r"B\1",
    r'<details class="whydenied-samples"><summary>(\d+) more</summary>': r"(\1:",
    r'<div class="whydenied-sample">.*?</div>': "S",
    "</details>": ")",
    r"Words \d+\.": ".",
    r"\s+": "",
}


def page(shape: str) -> str:
    """A section of forms (F), samples (S) and paragraphs (.), numbered."""
    return "# Lamps { #lamps }\n\n" + "\n".join(BLOCKS[kind] % number for number, kind in enumerate(shape, 1))


def shown(text: str) -> str:
    """The order of what a page shows: boxes of forms and folds with how much is in them, samples,
    paragraphs."""
    text = text.partition("\n")[2]
    for pattern, sign in SIGNS.items():
        text = re.sub(pattern, sign, text)
    return text


@pytest.mark.parametrize(
    ("shape", "seen"),
    [
        ("S.FS", "S.B1S"),
        ("F.FSF", ".SB3"),
        ("FFSS", "B2SS"),
        ("SSS", "SSS"),  # a single one is not folded
        ("SSSS", "SS(2:SS)"),
        ("S.FSFSSFS.", "S.S(3:SSS)B3."),
        ("SS.SS.S.SSS", "SS.(2:SS).S.(3:SSS)"),
    ],
)
def test_a_section_has_one_box_and_few_samples_open(shape: str, seen: str) -> None:
    assert shown(markdown.read(page(shape), TEXTS).markdown) == seen


def test_sections_do_not_mix() -> None:
    two = page("SSFS") + "\n" + page("FSSS").replace("# Lamps { #lamps }", "## Lights { #lights }")
    assert shown(markdown.read(two, TEXTS).markdown).replace("##Lights{#lights}", "|") == "SSB1S|B1SSS"


def test_what_is_folded_is_part_of_the_index_and_of_the_search(site: Callable[..., Built]) -> None:
    built = site(
        {"index.md": page("FFSSSSS").replace("tower 1", "tower {tower}")}, plugins=["search", "whydenied"]
    )
    assert built.warnings == []
    assert "And 3 more messages" in built.read("index.html")
    for name in (*built.files("guide.*.json"), *built.files("search_index.json")):
        assert all(f"ask the watch of tower {number}" in built.read(name) for number in range(3, 8))


@pytest.mark.parametrize("text", ["", "\n", "<!-- nothing yet -->\n"])
def test_an_empty_page_has_nothing(text: str) -> None:
    assert markdown.read(text, TEXTS) == markdown.Page(text, (), ())
