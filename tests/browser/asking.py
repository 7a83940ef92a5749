"""What a reader does: paste, and look at the answer."""

from __future__ import annotations

from playwright.sync_api import Page

PASTE = """([box, text]) => {
  box.focus();
  const data = new DataTransfer();
  data.setData("text/plain", text);
  box.value = text;
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


def paste(page: Page, text: str, widget: int = 0) -> None:
    """Put *text* into a widget the way the clipboard does, which starts the check."""
    box = page.locator(".whydenied-form textarea").nth(widget).element_handle()
    page.evaluate(PASTE, [box, text])


def fill(page: Page, text: str, widget: int = 0) -> None:
    """Put *text* into a widget without starting anything."""
    page.locator(".whydenied-form textarea").nth(widget).fill(text)


def summary(page: Page, widget: int = 0) -> str:
    """The sentence of the answer, once it is there."""
    found = page.locator("why-denied").nth(widget).locator(".whydenied-summary")
    found.wait_for(timeout=60_000)
    return found.inner_text()


def stay(page: Page, text: str) -> None:
    """Check *text*, and come back from the section that it opens."""
    fill(page, text)
    page.locator(".whydenied-check").click()
    page.wait_for_url("**#security_iam_troubleshoot-**", timeout=60_000)
    page.go_back()
    summary(page)
