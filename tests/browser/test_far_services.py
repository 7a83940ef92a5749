"""Services far from Lambda: their data comes when a paste names one, and not before."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.asking import paste, summary

MISSPELT = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "braket:CancelJobb", "Resource": "*"}]})


def far(page: Page) -> list[str]:
    return [url for url in page.requests if "far." in url.rpartition("/")[2]]  # type: ignore[attr-defined]


def test_the_data_of_far_services_comes_on_demand(start: str, open_page: Callable[..., Page]) -> None:
    page = open_page(start)
    paste(page, "nothing in particular")
    summary(page)
    assert far(page) == []
    paste(page, MISSPELT)
    expect(page.locator(".whydenied-detail")).to_contain_text("CancelJob", timeout=60_000)
    assert far(page)
