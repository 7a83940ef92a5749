"""The states of the widget: a page is brought into each of them for the tests of accessibility and for the
pictures."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from playwright.sync_api import Page, expect

from tests.browser.asking import paste, summary

ORDERS = "arn:aws:lambda:eu-west-1:111122223333:function:orders"
CALLER = "arn:aws:sts::111122223333:assumed-role/deploy/ci-2041"
DENIED = (
    "An error occurred (AccessDeniedException) when calling the UpdateFunctionCode "
    f"operation: User: {CALLER} is not authorized to perform: "
    f"lambda:UpdateFunctionCode on resource: {ORDERS} because no permissions boundary "
    "allows the lambda:UpdateFunctionCode action"
)
INVOKED = (
    f"User: {CALLER} is not authorized to perform: lambda:InvokeFunction on resource: {ORDERS} "
    "because no identity-based policy allows the lambda:InvokeFunction action"
)
BY_SCP = (
    f"User: {CALLER} is not authorized to perform: lambda:PublishVersion on resource: "
    f"{ORDERS} with an explicit deny in a service control policy"
)


def policy(*statements: Mapping[str, object]) -> str:
    """A policy as people write it."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, indent=2)


FLAWED = policy(
    {
        "Sid": "Read",
        "Effect": "allow",
        "Action": ["lambda:GetFuntion", "lambda:ListFunctions"],
        "Resource": "*",
    },
    {"Sid": "Read", "Effect": "Allow", "Action": "*", "Resource": "*"},
)
FROM_OFFICE = policy(
    {
        "Effect": "Allow",
        "Action": "lambda:InvokeFunction",
        "Resource": ORDERS,
        "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
    }
)
ANSWERED = MappingProxyType(
    {
        "answer": DENIED,
        "several": f"{DENIED}\n{BY_SCP}\n{BY_SCP}\n",
        "policy": FLAWED,
        "verdict": f"{INVOKED}\n\n{FROM_OFFICE}",
        "secret": f"aws_access_key_id = AKIA{'QX7WN2ZR5TLB3KVD'}\n{INVOKED}",
        "nothing": "Segmentation fault (core dumped)",
    }
)
ANYWHERE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
DRAW = """async (text) => {
  const report = await window.whydenied.ask(text);
  const widget = document.querySelector("why-denied");
  widget.box.value = text;
  widget.draw(report, text);
}"""


def loading(page: Page) -> None:
    """The runtime is on its way, and does not arrive."""
    page.route("**/*.wasm*", lambda _: None)
    paste(page, DENIED)
    expect(page.locator(".whydenied-progress")).to_be_visible(timeout=60_000)


def failure(page: Page) -> None:
    """The browser has no WebAssembly."""
    page.evaluate("() => { delete window.WebAssembly; }")
    paste(page, DENIED)
    expect(page.locator(".whydenied-failure")).to_be_visible(timeout=60_000)


def section(page: Page) -> None:
    """The section that answers is in the page, and the reader has jumped to it."""
    paste(page, DENIED)
    expect(page.locator(".whydenied-section-body")).to_be_visible(timeout=60_000)
    page.locator("button.whydenied-open").click()


def docked(page: Page) -> None:
    """The reader went to the section's own page; the answer is docked beside it."""
    section(page)
    page.locator(".whydenied-section-title > a").click()
    expect(page.locator(".whydenied-strip")).to_be_visible(timeout=60_000)


def answered(text: str) -> Callable[[Page], None]:
    """The answer to *text*, on the page of the box."""

    def draw(page: Page) -> None:
        page.evaluate(DRAW, text)
        summary(page)

    return draw


def trial(page: Page) -> None:
    """The reader has made up a call, and the pasted policy decides it."""
    answered(FROM_OFFICE)(page)
    page.locator(".whydenied-trial > summary").click()
    page.locator(".whydenied-trial input[name=action]").fill("lambda:InvokeFunction")
    page.locator(".whydenied-trial input[name=resource]").fill(ORDERS)
    page.locator(".whydenied-trial form button").click()
    expect(page.locator(".whydenied-tried .whydenied-verdict")).to_be_visible(timeout=60_000)
    page.locator(".whydenied-trial").evaluate("(each) => each.scrollIntoView({ block: 'center' })")


def elsewhere(page: Page) -> None:
    """A paste on a page without a checker has brought one."""
    page.goto(f"{page.url}function/")
    page.evaluate(ANYWHERE, INVOKED)
    expect(page.locator(".whydenied-section-body")).to_be_visible(timeout=60_000)


def lost(page: Page) -> None:
    """There, too little was pasted: the table of common errors has come."""
    page.goto(f"{page.url}function/")
    page.evaluate(ANYWHERE, "Access Denied")
    expect(page.locator(".whydenied-section-body")).to_be_visible(timeout=60_000)


def shared(page: Page) -> None:
    """The answer as Markdown and as a link."""
    answered(INVOKED)(page)
    page.locator(".whydenied-share > summary").click()
    page.locator(".whydenied-share button:not(.whydenied-copy)").click()
    expect(page.locator(".whydenied-address")).to_be_visible(timeout=60_000)


def untouched(_: Page) -> None:
    """Nothing has been done yet."""


STATES: Mapping[str, Callable[[Page], None]] = MappingProxyType(
    {
        "empty": untouched,
        "loading": loading,
        **{name: answered(text) for name, text in ANSWERED.items()},
        "failure": failure,
        "section": section,
        "docked": docked,
        "trial": trial,
        "elsewhere": elsewhere,
    }
)
FURTHER: Mapping[str, Callable[[Page], None]] = MappingProxyType({"lost": lost, "shared": shared})
"""States without a picture."""
