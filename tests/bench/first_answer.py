"""The wait for the first answer beside stock Pyodide and peers, in one run and one Chromium, from the same
compressing server.

*Stock* is npm's files as they are: ``loadPyodide()`` and one ``print``. *Ours* is the built guide: everything
from the first touch to the report. The
*floor* is what both need before Python can start. *Peers* print as well; they load Python with the page, so
their wait begins with the request of the first of their scripts. *Cold* is a profile that has never seen the
page, *warm* its next visit, *repeat* the third. The sides take turns. Bytes are those sent until the answer,
compressed, without pages and the files of Material; the longest task is the main thread's. The times are this
machine's: read the ratios.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from playwright.sync_api import Error, Playwright, sync_playwright

from tests.bench import ours
from tests.bench.disk import disk
from tests.bench.later import later
from tests.bench.memory import memory
from tests.bench.peers import markdown_exec, pyodide_mkdocs_theme, pyscript
from tests.bench.peers.install import CannotInstall
from tests.bench.peers.program import PEER, PRINTED, WATCH
from tests.bench.stock import FLOOR, STOCK, copy_stock
from tests.bench.table import show
from tests.bench.visits import PREFIX, Subject, Visit, visits
from tests.browser.conftest import build
from tests.browser.line import Line
from tests.browser.server import compressed, serve

RUNS = int(os.environ.get("RUNS", "7"))
FEW = min(RUNS, 3)  # runs of what need not be known as well, or takes long: peers, other engines, a telephone
LINES = {"10 Mbit/s": (10e6 / 8, 0.04), "1.6 Mbit/s": (1.6e6 / 8, 0.15)}
"""Bytes a second, and seconds before each answer: a slow line, and a telephone."""
VISITS = ("cold", "warm", "repeat")
PEERS = {
    "PyScript": pyscript,
    "markdown-exec's fence": markdown_exec,
    "pyodide-mkdocs-theme": pyodide_mkdocs_theme,
}
RULES = "first policy"


@dataclass(frozen=True, slots=True)
class Side:
    """A subject at an address, and what its visits are called."""

    subject: Subject
    address: str
    kinds: tuple[str, ...]
    line: Line | None = None
    runs: int = RUNS


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        site, embedded = build(folder / "ours"), build(folder / "embedded", OFFLINE="true")
        with sync_playwright() as play:
            _in_chromium(play, folder, site, embedded)
        disk(site, embedded, runs=FEW)


def _in_chromium(play: Playwright, folder: Path, site: Path, embedded: Path) -> None:
    pyodide = copy_stock(folder / "stock")
    stock, floor = Subject("stock", pyodide, STOCK), Subject("floor", pyodide, FLOOR)
    guide = Subject("ours", site, ours.ANSWER, ours.ASKED, after={RULES: (ours.ANSWER_POLICY, ours.POLICY)})
    from_disk = Subject("ours from file://", embedded, ours.ANSWER, ours.ASKED)
    untouched = Subject("ours before the first touch", site, "() => ({})")
    peers, missing = _peers(play, folder)
    with ExitStack() as servers:
        sides = [_side(servers, subject, VISITS) for subject in (stock, floor, guide)]
        sides += [Side(from_disk, (embedded / "index.html").as_uri(), VISITS[:2])]
        for name, (rate, delay) in LINES.items():
            slow = [_side(servers, subject, (name,), Line(rate, delay)) for subject in (stock, floor, guide)]
            sides += [replace(side, runs=FEW) for side in slow] if rate < 1e6 else slow
        sides += [replace(_side(servers, peer, VISITS[:2]), runs=FEW) for peer in peers]
        seen = _rounds(play, sides)
    _show_first(seen, missing)
    _show_rules(seen)
    later(play, site)
    memory(play, [stock, guide, untouched, *peers])


def _peers(play: Playwright, folder: Path) -> tuple[list[Subject], dict[str, str]]:
    """The peers that can be had here, and why the others cannot."""
    found, missing = [], {}
    for name, peer in PEERS.items():
        place = folder / peer.__name__
        place.mkdir()
        try:
            subject = Subject(
                name, peer.site(place, PREFIX), PEER, peer.SCRIPTS, watch=f'({WATCH})("{PRINTED}")'
            )
            with serve(subject.folder, PREFIX) as address:
                visits(play, address, subject, 1)
        except CannotInstall as error:
            missing[name] = str(error)
        except Error as error:
            missing[name] = f"its page fails: {error.message.splitlines()[0]}"
        else:
            found.append(subject)
    return found, missing


def _side(servers: ExitStack, subject: Subject, kinds: tuple[str, ...], line: Line | None = None) -> Side:
    """The subject behind a server of its own, which has compressed what takes long beforehand."""
    for file in subject.folder.rglob("*"):
        if file.is_file() and file.stat().st_size > 100_000:
            compressed(file, file.stat().st_mtime_ns)
    line = line or Line()
    return Side(subject, servers.enter_context(serve(subject.folder, PREFIX, line=line)), kinds, line)


def _rounds(play: Playwright, sides: list[Side]) -> dict[tuple[str, str], list[Visit]]:
    """All visits by the name of the side and the kind of visit."""
    visits(play, sides[0].address, sides[0].subject, 1)  # Chromium itself comes from the disk once
    seen: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    for run in range(RUNS):
        for side in reversed(sides) if run % 2 else sides:
            if run >= side.runs:
                continue
            for kind, visit in zip(
                side.kinds, visits(play, side.address, side.subject, len(side.kinds), side.line), strict=True
            ):
                seen[side.subject.name, kind].append(visit)
    return seen


def _show_first(seen: dict[tuple[str, str], list[Visit]], missing: dict[str, str]) -> None:
    waits = {key: median(visit.wait for visit in visits) for key, visits in seen.items()}
    kinds = (*VISITS, *LINES)
    rows = []
    for (name, kind), found in sorted(seen.items(), key=lambda entry: kinds.index(entry[0][1])):
        wait = waits[name, kind]
        every = [visit.wait for visit in found]
        sent = median(visit.sent for visit in found)
        longest = median(visit.longest for visit in found)
        ratios = [f"{wait / waits[other, kind]:.2f}x" for other in ("stock", "floor", "ours")]
        sizes = [
            f"{sent / 1e3:,.0f}" if "file:" not in name else "-",
            f"{longest:.0f}" if longest else "under 50",
        ]
        rows.append(
            [f"{name}, {kind}", f"{wait:,.0f}", f"{min(every):,.0f}-{max(every):,.0f}", *ratios, *sizes]
        )
    rows += [[name, "not here", *["-"] * 6] for name in missing]
    heads = ["side", "median ms", "range", "of stock", "of the floor", "of ours", "kB", "longest task ms"]
    show(f"First answer, {RUNS} runs; of peers {FEW}", heads, rows)
    for name, reason in missing.items():
        print(f"{name}: {reason}")


def _show_rules(seen: dict[tuple[str, str], list[Visit]]) -> None:
    """The first policy right after the first answer: what it needs beyond that has not come yet."""
    rows = []
    for kind in (*VISITS, *LINES):
        found = seen["ours", kind]
        every = [visit.after[RULES] for visit in found]
        rows.append(
            [
                kind,
                f"{median(every):,.0f}",
                f"{min(every):,.0f}-{max(every):,.0f}",
                f"{median(visit.sent_after for visit in found) / 1e3:,.0f}",
            ]
        )
    show("First policy, asked right after the first answer", ["visit", "median ms", "range", "kB more"], rows)


if __name__ == "__main__":
    main()
