"""Nothing moves under the reader's eyes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

WATCH = """() => {
  window.moved = [];
  new PerformanceObserver((list) => moved.push(...list.getEntries().filter((entry) => !entry.hadRecentInput)
    .flatMap((entry) => entry.sources.map(({ node }) => `${node?.nodeName}.${node?.className} ${entry.value}`)))).observe({ type: "layout-shift" });
}"""


@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_moves_while_the_checker_gets_ready(
    width: int, guide_site: str, open_page: Callable[..., Page]
) -> None:
    """Touching the box loads everything; what is shown stays where it is."""
    page = open_page(guide_site, width=width, height=900)
    page.evaluate(WATCH)
    page.locator("why-denied textarea").focus()
    page.evaluate("() => whydenied.ask('nothing in particular')")
    page.wait_for_timeout(200)
    assert page.evaluate("() => moved") == []
