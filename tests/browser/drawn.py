"""Answers drawn at once, without a click, and the denials that they are about."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.browser.asking import summary, unfold

ORDERS = "arn:aws:lambda:eu-west-1:111122223333:function:orders"
CALLER = "arn:aws:sts::111122223333:assumed-role/deploy/ci-2041"
REFUSED = f"User: {CALLER} is not authorized to perform: {{action}} on resource: {ORDERS} {{because}}"
BOUNDARY = REFUSED.format(
    action="lambda:GetFunction",
    because="because no permissions boundary allows the lambda:GetFunction action",
)
BY_SCP = REFUSED.format(
    action="lambda:PublishVersion", because="with an explicit deny in a service control policy"
)
IDENTITY = REFUSED.format(
    action="lambda:GetFunction",
    because="because no identity-based policy allows the lambda:GetFunction action",
)
DRAW = """async (text) => {
  const report = await window.whydenied.ask(text);
  const widget = document.querySelector("why-denied");
  widget.box.value = text;
  widget.draw(report, text);
}"""


def draw(page: Page, text: str) -> None:
    """The answer to *text*, with all its parts open."""
    page.evaluate(DRAW, text)
    summary(page)
    unfold(page)


def mark(page: Page, slot: str) -> Locator:
    return page.locator(f".whydenied-mark.whydenied-{slot}")
