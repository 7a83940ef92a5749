"""The words of the widget: every language says all of it, and fills in the same values."""

from __future__ import annotations

import json
import re

import pytest

from mkdocs_whydenied.site.texts import ASSETS, early, languages, texts, widget


def words(language: str) -> dict[str, str]:
    return dict(json.loads((ASSETS / "texts" / f"{language}.json").read_text("utf-8")))


def places(word: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", word))


@pytest.mark.parametrize("language", languages())
def test_a_language_has_the_keys_and_values_of_english(language: str) -> None:
    english, other = words("en"), words(language)
    assert list(other) == list(english)
    assert {key: places(word) for key, word in other.items()} == {key: places(word) for key, word in english.items()}
    assert all(word.strip() for word in other.values())


@pytest.mark.parametrize("language", languages())
def test_every_word_comes_once(language: str) -> None:
    first, later = early(texts(language))
    assert {**first, **later} == words(language)
    assert not first.keys() & later.keys()


def test_the_widget_speaks_the_language() -> None:
    html = widget(texts("de"))
    assert "Prüfen" in html
    assert "{{" not in html
