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
    }
)
