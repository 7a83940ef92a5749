"""A section of the guide fits about two screens while its folds are closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.docs.test_guide import PAGES

WIDTH, HEIGHT = 1440, 900
SCREENS = 2.0
# The fonts of another machine are a little wider or taller.
FONTS = 1.1
# Sections that are longer, each with the screens it takes: none may join without a reason written here.
LONGER: dict[str, float] = {}
GUIDE = [name for name, text in PAGES.items() if "/" not in name and "\n> **Cause:** " in text]
MEASURE = """() => {
  const article = document.querySelector("article");
  const top = (element) => element.getBoundingClientRect().top;
  const headings = [...article.querySelectorAll("h2")];
  return headings.map((each, at) => [
    each.id,
    (headings[at + 1] ? top(headings[at + 1]) : article.getBoundingClientRect().bottom) - top(each),
  ]);
}"""


@pytest.mark.parametrize("name", GUIDE)
def test_a_section_fits_two_screens(name: str, guide_site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(guide_site + name.removesuffix(".md") + "/", width=WIDTH, height=HEIGHT)
    heights = {section: height / HEIGHT for section, height in page.evaluate(MEASURE)}
    assert heights
    assert {
        section: round(screens, 2)
        for section, screens in heights.items()
        if screens > LONGER.get(section, SCREENS) * FONTS
    } == {}
