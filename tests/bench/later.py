"""The answers after the first one: to the worker and back, within the worker, and drawn on the page; and what
typing into an answered paste costs. One visit, the figures of many turns."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from playwright.sync_api import Page, Playwright

from tests.bench.ours import ASKED, POLICY
from tests.bench.table import show
from tests.browser.asking import paste, summary
from tests.browser.provide import QUIET, chromium
from tests.browser.server import serve

TURNS = 40
# Spaces at the end make each text a new one.
ASK = """async ([paste, turns]) => {
  const waits = [];
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    await whydenied.ask(paste + " ".repeat(turn));
    waits.push(performance.now() - start);
  }
  return waits;
}"""
CLOCK = """() => {
  const take = self.onmessage;
  self.waits = [];
  self.onmessage = async (event) => {
    const start = performance.now();
    await take.call(self, event);
    waits.push(performance.now() - start);
  };
}"""
# With style and layout, which reading a size makes the browser do at once; painting comes on top.
DRAW = """async ([paste, turns]) => {
  const widget = document.querySelector("why-denied");
  widget.box.value = paste;
  const report = await whydenied.ask(paste);
  const waits = [];
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    widget.draw(report, paste);
    document.body.getBoundingClientRect();
    waits.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return waits;
}"""

# What one key costs the page: the handlers and the layout after them.
KEYS = """(turns) => {
  const { box } = document.querySelector("why-denied");
  const waits = [];
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    box.value += " ";
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    waits.push(performance.now() - start);
  }
  return waits;
}"""
WATCH = """() => {
  self.tasks = [0];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: "longtask" });
}"""


def later(play: Playwright, site: Path) -> None:
    """Measure and print; *site* is the built guide."""
    rows = []
    with serve(site) as address:
        browser = play.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page()
        page.goto(address)
        page.evaluate(ASK, [ASKED, 1])
        worker = next(worker for worker in page.workers if "/whydenied/" in worker.url)
        worker.evaluate(CLOCK)
        for name, paste in {"a denial": ASKED, "a policy": POLICY}.items():
            page.evaluate(ASK, [paste, 1])
            worker.evaluate("() => void (self.waits.length = 0)")
            there_and_back = page.evaluate(ASK, [paste, TURNS])
            rows += [
                _row(f"{name}, to the worker and back", there_and_back),
                _row(f"{name}, in the worker", worker.evaluate("() => self.waits")),
            ]
            first, *others = page.evaluate(DRAW, [paste, TURNS])
            rows += [
                _row(f"{name}, drawn on the page", others),
                [f"{name}, drawn for the first time", f"{first:.1f}", ""],
            ]
        rows += [_row("one key into an answered paste", page.evaluate(KEYS, TURNS)), _typed(page)]
        browser.close()
    show(f"The next answers in the browser, {TURNS} turns", ["what", "median ms", "most ms"], rows)


def _typed(page: Page) -> list[str]:
    """The longest task of the main thread while somebody types into an answered paste, and the answer
    follows."""
    paste(page, ASKED)
    summary(page)
    page.evaluate(WATCH)
    page.locator("why-denied textarea").first.press("Control+Home")
    page.keyboard.type("deploy: ", delay=25)
    page.wait_for_timeout(600)
    longest: float = page.evaluate("() => Math.max(...tasks)")
    return ["longest task while typing", "", f"{longest:.1f}" if longest else "under 50"]


def _row(name: str, waits: list[float]) -> list[str]:
    return [name, f"{median(waits):.1f}", f"{max(waits):.1f}"]
