"""The words of the widget: every language has all of them, and fills in the same values."""

from __future__ import annotations

import json
import re

import pytest

from mkdocs_whydenied.site.bundle import EARLY, WORKER
from mkdocs_whydenied.site.reference.faults import CAUSES, FAULTS
from mkdocs_whydenied.site.texts import ASSETS, early, languages, texts, widget
from whydenied.advice.syntaxes import writers
from whydenied.aws.kinds import TYPES


def words(language: str) -> dict[str, str]:
    return dict(json.loads((ASSETS / "texts" / f"{language}.json").read_text("utf-8")))


# The names of products are the same in every language.
PRODUCTS = {f"syntax.{name}" for name in writers()}


def places(word: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", word))


@pytest.mark.parametrize("language", languages())
def test_a_language_has_the_keys_and_values_of_english(language: str) -> None:
    english, other = words("en"), words(language)
    assert [key for key in other if key not in PRODUCTS] == [key for key in english if key not in PRODUCTS]
    assert {key: places(word) for key, word in other.items()} == {key: places(english[key]) for key in other}
    assert all(word.strip() for word in other.values())


@pytest.mark.parametrize("language", languages())
def test_every_word_comes_once(language: str) -> None:
    first, later = early(texts(language))
    assert {**first, **later} == {**words("en"), **words(language)}
    assert not first.keys() & later.keys()


def test_every_syntax_and_every_kind_of_policy_has_its_words() -> None:
    assert [key for key in words("en") if key.startswith("syntax.")] == [
        "syntax.json",
        *(f"syntax.{name}" for name in writers()),
    ]
    assert {f"layer.{kind}" for kind in TYPES} <= words("en").keys()


def test_the_page_offers_every_kind_of_policy() -> None:
    script = (ASSETS / "answer/policies.js").read_text("utf-8")
    offered = re.search(r"const TYPES = (\[[^]]*\]);", script)
    assert offered
    assert tuple(json.loads(offered[1])) == TYPES


def test_no_text_of_a_script_has_several_lines() -> None:
    """What travels to readers loses its indents and the comments with lines to themselves."""
    scripts = [ASSETS / name for name in (*EARLY, *WORKER, "embedded-worker.js")]

    assert not [
        f"{path.name}:{number}"
        for path in scripts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.count("`") % 2 and not line.lstrip().startswith(("//", "*", "/*"))
    ]


def test_the_widget_speaks_the_language() -> None:
    html = widget(texts("de"))
    assert "Prüfen" in html
    assert "{{" not in html


def test_every_cause_of_a_failure_has_its_sentence() -> None:
    """The same codes in the page's types, in the texts and in the table of the reference."""
    types = (ASSETS / "types.d.ts").read_text("utf-8")
    union = re.search(r"type WhydeniedFailureCode =([^;]*);", types)
    assert union
    codes = re.findall(r'"([a-z-]+)"', union[1])
    # An incomplete Python starts anew with all of it, and no reader hears of it.
    assert (
        set(codes) - {"incomplete"}
        == set(CAUSES)
        == {key[8:] for key in words("en") if key.startswith("failure.")}
    )
    assert {code for _, code, _ in FAULTS.values() if code} <= set(CAUSES)
