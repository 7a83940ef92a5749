"""What a page holds in memory when it has answered: all that its process has for itself, with its workers,
their WebAssembly and compiled code.

The browser's own measure of a page leaves WebAssembly's memory out, so the kernel is asked. Only Linux tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import CDPSession, Playwright

from tests.bench.table import show
from tests.bench.visits import PREFIX, Subject
from tests.browser.provide import QUIET, chromium
from tests.browser.server import serve

REST = 1_000
TIMES = 3


def memory(play: Playwright, subjects: Sequence[Subject]) -> None:
    """Measure each three times, in turns, and print; the first is what the others are compared with."""
    if not Path("/proc/self/smaps_rollup").exists():
        return
    runs = [{subject.name: _bytes(play, subject) / 1e6 for subject in subjects} for _ in range(TIMES)]
    sizes = {subject.name: sorted(run[subject.name] for run in runs) for subject in subjects}
    base = median(sizes[subjects[0].name])
    rows = [
        [name, f"{median(found):,.0f} ({found[0]:,.0f}-{found[-1]:,.0f})", f"{median(found) / base:.2f}x"]
        for name, found in sizes.items()
    ]
    show(
        "Memory of the page's process after the first answer and a second of rest",
        ["side", "MB", "of stock"],
        rows,
    )


def _bytes(play: Playwright, subject: Subject) -> int:
    with serve(subject.folder, PREFIX) as address:
        browser = play.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page()
        if subject.watch:
            page.add_init_script(subject.watch)
        page.goto(address)
        page.evaluate(subject.program, subject.argument)
        page.wait_for_timeout(REST)
        size = _largest(browser.new_browser_cdp_session())
        browser.close()
    return size


def _largest(session: CDPSession) -> int:
    """Bytes that the largest process of a page shares with no other: there is but one page."""
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return max(_private(process["id"]) for process in processes if process["type"] == "renderer")


def _private(process: int) -> int:
    text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    return 1_024 * sum(int(size) for size in re.findall(r"^Private_\w+:\s+(\d+) kB", text, re.MULTILINE))
