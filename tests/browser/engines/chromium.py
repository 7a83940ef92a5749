"""Chromium by Playwright: the browser that all tests share, a fresh profile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, Page

from tests.browser.engines.engine import Engine, EngineError


class Chromium(Engine):
    """One page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def load(self, url: str) -> None:
        self.page.goto(url)

    def run(self, source: str) -> str | None:
        try:
            return self.page.evaluate(source)  # type: ignore[no-any-return]
        except Error as error:
            raise EngineError(str(error)) from error

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def point(self, x: int, y: int) -> None:
        self.page.mouse.click(x, y)


@contextmanager
def chromium(browser: Browser) -> Iterator[Engine]:
    """A page of *browser* in a profile of its own."""
    with browser.new_context(viewport={"width": 1200, "height": 900}) as context:
        yield Chromium(context.new_page())
