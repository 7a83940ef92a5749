"""What a reader does: paste, and look at the answer."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from mkdocs_whydenied.site.texts import texts

# What stands there already is not the answer to what is asked now, however fast one looks.
BEFORE = """(box) => {
  const widget = box.closest("why-denied");
  for (const old of widget.querySelectorAll(".whydenied-summary, .whydenied-section")) old.dataset.before = "";
}"""
PASTE = """([box, text]) => {
  box.focus();
  const data = new DataTransfer();
  data.setData("text/plain", text);
  box.value = text;
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


SHOWN = """(widget) => {
  const found = [], walk = document.createTreeWalker(widget, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) found.push(walk.currentNode.data.trim());
  return found;
}"""
UNFOLD = """() => document.querySelectorAll(".whydenied-detail details:not([open]) > summary").forEach((each) => each.click())"""


def paste(page: Page, text: str, widget: int = 0) -> None:
    """Put *text* into a widget the way the clipboard does, which starts the check."""
    box = page.locator(".whydenied-form textarea").nth(widget).element_handle()
    page.evaluate(BEFORE, box)
    page.evaluate(PASTE, [box, text])


def fill(page: Page, text: str, widget: int = 0) -> None:
    """Put *text* into a widget without starting anything."""
    box = page.locator(".whydenied-form textarea").nth(widget)
    box.evaluate(BEFORE)
    box.fill(text)


def summary(page: Page, widget: int = 0) -> str:
    """The sentence of the answer, once it is there."""
    found = page.locator("why-denied").nth(widget).locator(".whydenied-summary:not([data-before])")
    found.wait_for(timeout=60_000)
    return found.inner_text()


def check(page: Page, text: str) -> None:
    """Check *text* with the button, and wait for the answer."""
    fill(page, text)
    page.locator(".whydenied-check").click()
    summary(page)


def section(page: Page) -> Locator:
    """The section that answers, once it is in the page."""
    found = page.locator(".whydenied-section:not([data-before])")
    found.locator(".whydenied-section-body").wait_for(timeout=60_000)
    return found


def leads_to(page: Page) -> str:
    """The address that the title of this section leads to."""
    return str(section(page).locator("h3 > a").evaluate("(link) => link.href"))


def unnamed(page: Page) -> set[str]:
    """Texts of the checker's that are shown by their names, since their words are not there."""
    found = page.locator("why-denied").first.evaluate(SHOWN)
    return {text for text in found if text in texts("en") and text != texts("en")[text]}


def unfold(page: Page) -> None:
    """Open everything that is folded, as a click does."""
    page.evaluate(UNFOLD)
