"""The first answer from disk beside the one over http in Firefox and WebKit, each in a fresh profile.
Chromium's is in the large table."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median

from tests.bench import ours
from tests.bench.table import show
from tests.bench.visits import SETTLED
from tests.browser.engines import firefox, webkit
from tests.browser.engines.engine import Engine
from tests.browser.server import serve

ENGINES = {"Firefox": (firefox.found, firefox.firefox), "WebKit": (webkit.found, webkit.webkit)}
REST = f"() => new Promise((resolve) => setTimeout(resolve, {SETTLED}))"


def disk(site: Path, embedded: Path, runs: int) -> None:
    """Measure and print; *site* is the built guide for a server, *embedded* the one for opening by
    double-click."""
    rows = []
    with serve(site) as address:
        sides = {"http": address, "file": (embedded / "index.html").as_uri()}
        for name, (found, start) in ENGINES.items():
            if not found():
                rows.append([f"{name} is not here", *["-"] * 3])
                continue
            waits: dict[str, list[float]] = {side: [] for side in sides}
            for run in range(runs):
                for side in reversed(sides) if run % 2 else sides:
                    waits[side].append(_wait(start, sides[side]))
            http, file = median(waits["http"]), median(waits["file"])
            rows.append([name, f"{http:,.0f}", f"{file:,.0f}", f"{file / http:.2f}x"])
    show(f"First answer from disk, {runs} runs", ["engine", "http ms", "file:// ms", "of http"], rows)


def _wait(start: Callable[[Path], AbstractContextManager[Engine]], address: str) -> float:
    with tempfile.TemporaryDirectory() as folder, start(Path(folder)) as engine:
        engine.open(address)
        engine.evaluate(REST)
        times = engine.evaluate(ours.ANSWER, ours.ASKED)
    return float(times["end"] - times["start"])
