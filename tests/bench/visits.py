"""Visits of a page in a fresh profile of Chromium: how long until it has answered, what went over the line,
and the longest task of its main thread."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

from tests.browser.line import Line
from tests.browser.provide import QUIET, chromium

PREFIX = "/whydenied/"  # in an address this lets the server's files be kept, of every side alike
SETTLED = 300
STAY = 2_000  # as long as a reader at least reads an answer
KEPT = 1_500
TASKS = """{
  window.longTasks = [];
  const keep = (list) => longTasks.push(...list.getEntries().map(({ startTime, duration }) => [startTime, duration]));
  new PerformanceObserver(keep).observe({ type: "longtask", buffered: true });
}"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to be measured.

    Its *program* runs in the page with *argument* and returns where its wait has begun and ended, in
    milliseconds of ``performance.now()``; then come the programs of *after*, by name, each of which returns
    milliseconds. A page that answers by itself has a script that *watches* it from the start.
    """

    name: str
    folder: Path
    program: str
    argument: Any = None
    watch: str = ""
    after: dict[str, tuple[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit took: milliseconds, bytes as they were sent, milliseconds of the longest task (those
    under 50 count as none)."""

    wait: float
    sent: int
    longest: float
    after: dict[str, float]
    sent_after: int


def is_pythons(path: str) -> bool:
    """Whether a file is loaded for Python's sake: any but pages and the files of Material."""
    return (
        not path.endswith(("/", ".html"))
        and "/assets/stylesheets/" not in path
        and "/assets/javascripts/" not in path
    )


def visits(
    play: Playwright, address: str, subject: Subject, count: int, line: Line | None = None
) -> list[Visit]:
    """So many visits, one after the other, in one profile that is new."""
    line = line or Line()
    seen = []
    with tempfile.TemporaryDirectory() as profile:
        browser = play.chromium.launch_persistent_context(profile, executable_path=chromium(), args=QUIET)
        browser.add_init_script(TASKS)
        if subject.watch:
            browser.add_init_script(subject.watch)
        for number in range(count):
            if number:
                browser.pages[-1].wait_for_timeout(KEPT)  # the browser writes its caches
            page = browser.new_page()
            seen.append(_visit(page, address, subject, line))
            if number < count - 1:
                page.wait_for_timeout(STAY)
            browser.pages[0].bring_to_front()
            page.close()
        browser.close()
    return seen


def _visit(page: Page, address: str, subject: Subject, line: Line) -> Visit:
    line.count_anew()
    page.goto(address, wait_until="commit" if subject.watch else "load")
    if not subject.watch:
        page.wait_for_timeout(SETTLED)
        line.count_anew()
    answered = page.evaluate(subject.program, subject.argument)
    sent = line.carried(is_pythons)
    after = {name: page.evaluate(program, argument) for name, (program, argument) in subject.after.items()}
    page.wait_for_timeout(100)  # long tasks are told a little later
    longest = _longest(page.evaluate("longTasks"), answered["start"], answered["end"])
    return Visit(answered["end"] - answered["start"], sent, longest, after, line.carried(is_pythons) - sent)


def _longest(tasks: Sequence[tuple[float, float]], start: float, end: float) -> float:
    """Milliseconds of the longest task that has to do with the wait: it ran in it, if only in part."""
    return max((duration for began, duration in tasks if began < end and began + duration > start), default=0)
