"""Services far from Lambda: their data comes when a paste names one, and not before."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page

MISSPELT = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "braket:CancelJobb", "Resource": "*"}],
    }
)


def ask(page: Page, text: str) -> dict[str, object]:
    return dict(page.evaluate("(text) => whydenied.ask(text)", text))


def far(page: Page) -> list[str]:
    return [url for url in page.requests if "far." in url.rpartition("/")[2]]  # type: ignore[attr-defined]


def test_the_data_of_far_services_comes_on_demand(start: str, open_page: Callable[..., Page]) -> None:
    page = open_page(start)
    ask(page, "nothing in particular")
    assert far(page) == []
    report = json.dumps(ask(page, MISSPELT))
    assert "did you mean braket:CancelJob?" in report
    assert far(page)
    assert json.dumps(ask(page, MISSPELT)) == report
