"""Nothing moves under the reader's eyes, and typing is never held up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import summary
from tests.browser.states import ANSWERED, STATES

WATCH = """() => {
  window.moved = [];
  window.long = [];
  new PerformanceObserver((list) => moved.push(...list.getEntries().filter((entry) => !entry.hadRecentInput)
    .flatMap((entry) => entry.sources.map(({ node }) => `${node?.nodeName}.${node?.className} ${entry.value}`)))).observe({ type: "layout-shift" });
  new PerformanceObserver((list) => long.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: "longtask" });
}"""
# What one key costs the page: the handlers and the layout after them, in milliseconds, the middle of many.
KEYS = """() => {
  const box = document.querySelector("why-denied textarea");
  const times = [];
  for (let key = 0; key < 41; key++) {
    const start = performance.now();
    box.value += " ";
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    document.body.offsetHeight;
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[20];
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


def typed(page: Page) -> list[int]:
    """The tasks over 50 ms while somebody types into an answered paste, and the answer follows."""
    STATES["verdict"](page)
    page.evaluate(WATCH)
    page.locator("why-denied textarea").press("Control+Home")
    page.keyboard.type("deploy: ", delay=25)
    page.wait_for_timeout(600)
    summary(page)
    expect(page.locator("why-denied textarea").first).to_have_value(f"deploy: {ANSWERED['verdict']}")
    return list(page.evaluate("() => long"))


def test_typing_is_not_held_up(guide_site: str, open_page: Callable[..., Page]) -> None:
    """What blocks the page does so every time; a busy machine may pause a tab once, so the best of three
    counts."""
    seen = [typed(open_page(guide_site))]
    while seen[-1] and len(seen) < 3:
        seen.append(typed(open_page(guide_site)))
    assert seen[-1] == [], seen


def test_a_key_costs_a_part_of_a_frame(guide_site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(guide_site)
    STATES["verdict"](page)
    assert min(page.evaluate(KEYS) for _ in range(3)) < 8
