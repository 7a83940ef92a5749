"""The bar of progress tells the truth on a slow line. Bytes go as the test lets them, not by a clock; the bar shows
how many of all have come."""

from __future__ import annotations

import json
import re
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from mkdocs_whydenied.site.texts import texts
from tests.browser.asking import paste, summary
from tests.browser.server import compressed, serve
from tests.browser.tap import PIECE, Tap
from tests.browser.test_faults import DENIED, served

__all__ = ["served"]

STEP = 300_000
"""Bytes of a file after which the worker reports in any case; what comes a second after its last report is
reported at once."""
PAUSE = 1.1
LARGE = 200_000
"""Bytes above which a file is asked for packed, where the server compresses nothing."""
HELD_BACK = 65_536
"""What a browser may keep to itself: a piece of its network's, or a window of what it unpacks."""
WATCH = """() => {
  window.seen = [];
  new MutationObserver(() => {
    const bar = document.querySelector(".whydenied-progress");
    const note = document.querySelector(".whydenied-progress + .whydenied-note");
    if (bar?.hasAttribute("value")) window.seen.push([bar.value, bar.max, note?.textContent]);
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
}"""
REACHES = """([low, high]) => {
  const bar = document.querySelector(".whydenied-progress");
  return bar?.hasAttribute("value") && bar.value >= low && bar.value <= high;
}"""


@dataclass
class Host:
    """A web server with a line that goes as it is let."""

    url: str
    folder: Path
    tap: Tap
    compresses: bool
    sizes: dict[str, int]
    """Bytes of each file of the checker by the path from which it comes, unpacked."""

    def come(self) -> int:
        """How many bytes of the checker have come, unpacked."""
        return sum(len(self._unpacked(path, count)) for path, count in self.tap.gone.copy().items())

    def wire(self) -> int:
        """How many bytes the files that are held take on the line."""
        files = [self.folder / path[1:] for path in self.tap.held]
        return sum(
            len(compressed(file, file.stat().st_mtime_ns)) if self.compresses else file.stat().st_size
            for file in files
        )

    def _unpacked(self, path: str, count: int) -> bytes:
        file = self.folder / path[1:]
        if path not in self.sizes:
            return b""
        if file.suffix != ".gz" and not self.compresses:
            return file.read_bytes()[:count]
        packed = compressed(file, file.stat().st_mtime_ns) if self.compresses else file.read_bytes()
        return zlib.decompressobj(31).decompress(packed[:count])


@pytest.fixture(params=["compressing", "with-packed-files", "with-neither"])
def host(request: pytest.FixtureRequest, served: Path, tmp_path: Path) -> Iterator[Host]:
    folder = tmp_path / "site"
    for file in (each for each in served.rglob("*") if each.is_file()):
        if file.suffix != ".gz" or request.param == "with-packed-files":
            target = folder / file.relative_to(served)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.hardlink_to(file)
    (script,) = (folder / "assets/whydenied").glob("whydenied.*.js")
    found = re.search(r"window\.whydeniedSite \?\?= (\{.*?\});\n", script.read_text("utf-8"))
    settings: dict[str, Any] = json.loads(found[1] if found else "{}")
    sizes = {}
    for name, size in settings["sizes"].items():
        path = f"/assets/whydenied/{settings['files'][name]}"
        # Where the packed file is taken, the other one is asked for and left.
        sizes[f"{path}.gz" if (folder / f"{path[1:]}.gz").exists() else path] = size
    tap = Tap([path for path, size in sizes.items() if size > LARGE])
    with serve(folder, "/", compress=request.param == "compressing", line=tap) as url:
        yield Host(url, folder, tap, request.param == "compressing", sizes)
        tap.open()


def is_exact(page: Page, host: Host) -> bool:
    """Whether the bar shows all that had come before one more piece: on a slow line a second goes by between two
    pieces. What was on its way through the browser meanwhile may take another."""
    come = host.come()
    time.sleep(PAUSE)
    host.tap.let(PIECE)
    try:
        page.wait_for_function(REACHES, arg=[come - HELD_BACK, host.come()], timeout=5_000)
    except Error:
        return False
    return True


def test_the_bar_shows_how_many_bytes_have_come(host: Host, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(host.url)
    page.evaluate(WATCH)
    paste(page, DENIED)
    page.locator(".whydenied-progress").wait_for(timeout=60_000)
    total = sum(host.sizes.values())
    host.tap.wait([path for path in host.sizes if path not in host.tap.held])
    for _ in range(7):
        host.tap.let(host.wire() // 8)
        come = host.come()
        # Of one file after another, less than a step is unreported.
        page.wait_for_function(REACHES, arg=[come - STEP - HELD_BACK, come], timeout=60_000)
        assert any(is_exact(page, host) for _ in range(20))
    host.tap.open()
    assert "ines" in summary(page)
    seen = page.evaluate("() => window.seen")
    page.close()
    values = [value for value, _, _ in seen]
    assert len(values) > 7 and values == sorted(values) and {most for _, most, _ in seen} == {total}
    sentence = re.escape(texts("en")["loading"]).replace(r"\{loaded\}", "(.+)").replace(r"\{total\}", "(.+)")
    for value, _, note in seen:
        told = re.fullmatch(sentence, note)
        assert told, note
        assert abs(float(told[1]) - value / 1e6) < 0.051 and abs(float(told[2]) - total / 1e6) < 0.051
