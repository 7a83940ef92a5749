"""What a reader does, the same in every browser engine: four things that each engine can do, and what is made
of them."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from typing import Any

from tests.browser.engines.process import until

PASTE = """(text) => {
  const box = document.querySelector("why-denied textarea");
  box.focus();
  box.value = text;
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
}"""
FILL = """(selector, text) => {
  const box = document.querySelector(selector);
  box.focus();
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}"""
# The middle of an element that can be clicked there, after scrolling it into view without any movement.
MIDDLE = """(selector) => {
  const element = document.querySelector(selector);
  if (!element) return null;
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = element.getBoundingClientRect();
  const middle = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  const hit = document.elementFromPoint(middle.x, middle.y);
  return hit && (element.contains(hit) || hit.contains(element)) ? middle : null;
}"""
TEXT = "(selector) => document.querySelector(selector)?.innerText ?? null"
TEXTS = "(selector) => [...document.querySelectorAll(selector)].map((each) => each.innerText)"
# A name for what has these words as its label or its text, innermost and first: selectors cannot say that.
NAMED = """(words) => {
  document.querySelector("[data-found]")?.removeAttribute("data-found");
  const named = [...document.querySelectorAll("button, a, summary, label, [role=tab]")]
    .find((each) => (each.getAttribute("aria-label") ?? each.textContent).trim() === words && each.checkVisibility());
  named?.setAttribute("data-found", "");
  return Boolean(named);
}"""


class EngineError(Exception):
    """A browser refused what was asked of it, as it does while one page is left for another."""


class Engine(ABC):
    """One page of one browser."""

    @abstractmethod
    def load(self, url: str) -> None:
        """Go to *url*, and wait until it has been loaded."""

    @abstractmethod
    def run(self, source: str) -> str | None:
        """The string that the async function *source* gives in the page."""

    @abstractmethod
    def press(self, keys: str) -> None:
        """Press keys together, named as in Playwright: ``Control+Enter``."""

    @abstractmethod
    def point(self, x: int, y: int) -> None:
        """Click at a place of the window."""

    def open(self, url: str) -> None:
        """Go to *url* by a full load, also from itself, and wait until all that belongs to loading is
        over."""
        self.load("about:blank")
        self.load(url)
        self.wait("() => performance.getEntriesByType('navigation')[0]?.loadEventEnd")

    def evaluate(self, function: str, *arguments: object) -> Any:
        """What a JavaScript *function* gives in the page; arguments and result are JSON."""
        result = self.run(
            f"async () => JSON.stringify([(await ({function})(...{json.dumps(arguments)})) ?? null])"
        )
        return json.loads(result or "[null]")[0]

    def wait(self, function: str, *arguments: object, seconds: float = 60) -> Any:
        """What *function* gives in the page as soon as that is true there."""

        def look() -> Any:
            try:
                return self.evaluate(function, *arguments)
            except EngineError:
                return None

        return until(look, f"{function} of {arguments}", seconds=seconds)

    def text(self, selector: str) -> str:
        """The text of an element, once it has one."""
        return str(self.wait(TEXT, selector))

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements there are now."""
        return list(self.evaluate(TEXTS, selector))

    def told(self, selector: str, words: str) -> None:
        """Wait until the element says *words*."""
        self.wait(
            "(selector, words) => document.querySelector(selector)?.innerText.includes(words)",
            selector,
            words,
        )

    def value(self) -> str:
        """What stands in the box."""
        return str(
            self.wait(
                "() => document.querySelector('why-denied textarea') && "
                "[document.querySelector('why-denied textarea').value]"
            )[0]
        )

    def paste(self, text: str) -> None:
        """Put *text* into the box the way the clipboard does, which starts the check."""
        self.evaluate(PASTE, text)

    def fill(self, text: str, selector: str = "why-denied textarea") -> None:
        """Put *text* into a box as typing does, at once."""
        self.evaluate(FILL, selector, text)

    def type(self, text: str) -> None:
        """Type *text* key by key."""
        for key in text:
            self.press(key)

    def click(self, selector: str) -> None:
        """Click an element, once it can be and stays where it is."""
        place = None
        while place != (place := self.wait(MIDDLE, selector)):
            pass
        self.point(**place)

    def choose(self, words: str) -> None:
        """Click what is named by *words*."""
        self.wait(NAMED, words)
        self.click("[data-found]")

    def back(self) -> None:
        """One step back in history."""
        self.evaluate("() => void setTimeout(() => history.back())")

    def section(self) -> str:
        """The id of the section that the check has brought into the page, by the address its title leads
        to."""
        brought = (
            "document.querySelector('.whydenied-section-body') && "
            "document.querySelector('.whydenied-section-title > a')"
        )
        return str(self.wait(f"() => {{ const link = {brought}; return link && link.hash.slice(1); }}"))
