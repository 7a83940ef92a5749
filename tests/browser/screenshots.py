"""The pictures of README and docs: ``python -m tests.browser.screenshots [FOLDER]``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.asking import fill, summary
from tests.browser.conftest import build
from tests.browser.provide import QUIET, chromium
from tests.browser.server import serve
from tests.conftest import ROOT

TEXT = (
    "An error occurred (AccessDeniedException) when calling the UpdateFunctionCode operation: User: "
    "arn:aws:sts::111122223333:assumed-role/deploy/ci-2041 is not authorized to perform: lambda:UpdateFunctionCode on resource: "
    "arn:aws:lambda:eu-west-1:111122223333:function:orders because no permissions boundary allows the lambda:UpdateFunctionCode action"
)
SIZES = {"wide": (1280, 900), "narrow": (375, 812)}


def answer(page: Page, url: str) -> None:
    """The first page with an answer in it."""
    page.goto(url)
    fill(page, TEXT)
    page.locator(".whydenied-check").click()
    page.wait_for_url("**#security_iam_troubleshoot-permissions-boundary", timeout=60_000)


def main(folder: Path) -> None:
    """Every state, light and dark, wide and narrow."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as site, serve(build(Path(site)), "/") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for scheme in ("light", "dark"):
            for size, (width, height) in SIZES.items():
                context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})  # type: ignore[arg-type]
                page = context.new_page()
                page.goto(url)
                page.wait_for_timeout(300)
                page.screenshot(path=folder / f"empty-{scheme}-{size}.png")
                answer(page, url)
                page.wait_for_timeout(1_500)
                page.screenshot(path=folder / f"section-{scheme}-{size}.png")
                page.go_back()
                summary(page)
                page.wait_for_timeout(500)
                page.screenshot(path=folder / f"answer-{scheme}-{size}.png", full_page=size == "narrow")
                context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/images")
