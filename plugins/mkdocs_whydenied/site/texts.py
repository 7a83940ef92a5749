"""The words of the widget: one JSON file a language, each falling back on English word by word."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from .worked import PLACE

ASSETS = Path(__file__).resolve().parent.parent / "assets"
_EARLY = ("empty", "loading", "starting", "reading", "try", "close")
_EARLY_KINDS = ("chip.", "failure.")
_EXAMPLES = re.compile(r'\s?<div class="whydenied-chips".*?</div>', re.DOTALL)
_PLACE = re.compile(r"\{\{\s*text\.([\w.-]+)\s*\}\}")


def languages() -> list[str]:
    """The languages there are texts for."""
    return sorted(path.stem for path in (ASSETS / "texts").glob("*.json"))


def of_theme(theme: Mapping[str, object]) -> str:
    """The language of a theme, where there are texts in it, else English."""
    named = (str(theme.get(name) or "")[:2].lower() for name in ("language", "locale"))
    return next((each for each in named if each in languages()), "en")


def texts(language: str) -> dict[str, str]:
    """The texts of *language*."""
    return {**_read("en"), **_read(language)}


def early(words: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The words that a page may need before an answer is on its way, and those that can come with the
    answer."""
    first = {key: word for key, word in words.items() if key in _EARLY or key.startswith(_EARLY_KINDS)}
    return first, {key: word for key, word in words.items() if key not in first}


def widget(words: dict[str, str]) -> str:
    """The static HTML of one checker, on one line so that Markdown takes it as one block."""
    return f'<div class="whydenied-host"><why-denied>{inside(words)} {PLACE}</why-denied></div>'


def inside(words: dict[str, str]) -> str:
    """What is in the element of a checker."""
    template = (ASSETS / "widget.html").read_text("utf-8")
    filled = _PLACE.sub(lambda place: escape(words[place[1]]), template)
    return " ".join(line.strip() for line in filled.splitlines() if line.strip())


def without_examples(html: str) -> str:
    """The HTML of a checker, or of a page that has one, without the row of examples to try: for a guide that has
    none, where nothing would come into its place."""
    return _EXAMPLES.sub("", html)


def _read(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((ASSETS / "texts" / f"{language}.json").read_text("utf-8"))
    return found
