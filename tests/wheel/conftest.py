"""The browser of the browser tests, which the wheel's foreign wiki is opened in."""

from tests.browser.conftest import browser

__all__ = ["browser"]
