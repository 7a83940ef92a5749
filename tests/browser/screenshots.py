"""The pictures of README and docs: ``python -m tests.browser.screenshots [FOLDER]``. Each state, light and
dark, wide and narrow."""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import build
from tests.browser.ports import reserved
from tests.browser.provide import QUIET, chromium
from tests.browser.server import serve
from tests.browser.states import STATES
from tests.conftest import ROOT

SIZES = {"wide": (1120, 720), "narrow": (375, 667)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# The picture of README, in the format that every reader of it shows.
FIRST = "answer-light-wide"
TO_THE_ANSWER = """() => {
  const answer = document.querySelector(".whydenied-answer");
  const top = answer.getBoundingClientRect().top + scrollY - (document.querySelector(".md-header")?.offsetHeight ?? 0) - 12;
  scrollTo({ top, behavior: "instant" });
}"""


def take(page: Page, file: Path) -> None:
    """A picture of what the window shows, as WebP, which Chromium writes and Playwright does not ask for."""
    page.wait_for_timeout(600)  # colours and shadows fade in
    shown = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot", {"format": "webp", "quality": 60}
    )
    file.with_suffix(".webp").write_bytes(base64.b64decode(shown["data"]))
    if file.name == FIRST:
        page.screenshot(path=file.with_suffix(".png"))


def pictures(browser: Browser, url: str, state: str, folder: Path) -> None:
    """One state in all its looks."""
    for size, (width, height) in SIZES.items():
        with browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", locale="en"
        ) as context:
            page = context.new_page()
            page.goto(url)
            STATES[state](page)
            page.evaluate("() => document.activeElement?.blur()")
            if state not in ("empty", "section", "docked", "trial"):
                page.evaluate(TO_THE_ANSWER)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                take(page, folder / f"{state}-{scheme}-{size}")


def main(folder: Path) -> None:
    """All of them."""
    folder.mkdir(parents=True, exist_ok=True)
    port = reserved()
    with tempfile.TemporaryDirectory() as site, sync_playwright() as playwright:
        built = build(Path(site), SITE_URL=f"http://127.0.0.1:{port}/")
        with serve(built, "/", port=port) as url:
            browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
            for state in STATES:
                pictures(browser, url, state, folder)
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/images")
