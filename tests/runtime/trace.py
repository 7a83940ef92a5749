"""Traces Python's module: `make trace`, after a new version of Pyodide or when the checker has changed a lot.

Runs every text of the tests in the page's own core.js under Node, notes which functions ran, works out which
data none of them reaches, watches that none is touched, and keeps both in `runtime/halves/traced.json`. Prints
what it found, with the share of texts that would have called a cold function had they been left out.
"""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mkdocs_whydenied.guide.index import folder_index
from mkdocs_whydenied.runtime.halves.glue import adapted, exports, trim
from mkdocs_whydenied.runtime.halves.module import Module
from mkdocs_whydenied.runtime.halves.traced import Traced
from tests.conftest import ROOT
from tests.pastes import pastes
from tests.runtime import reach
from tests.runtime.instrument import counting, watching
from tests.runtime.under_node import Python, answers
from whydenied import Guide

PYODIDE = ROOT / "node_modules/pyodide"
SEEDS = (0, None)  # a page's is random, for which Python asks the system
PARTS = 10


def main() -> None:
    """Trace, and keep what was found."""
    wasm = (PYODIDE / "pyodide.asm.wasm").read_bytes()
    glue = adapted((PYODIDE / "pyodide.asm.mjs").read_text("utf-8"))
    api = (PYODIDE / "pyodide.mjs").read_text("utf-8")
    module = Module(wasm)
    texts = all_texts()
    with tempfile.TemporaryDirectory() as place:
        counted = Python(counting(module), glue.encode())
        runs = [answers(counted, texts, Path(place), seed=seed, count=True).seen for seed in SEEDS]
        start = frozenset[int]().union(*(run["start"] for run in runs))
        ran = {name: frozenset[int]().union(*(run["texts"][name] for run in runs)) for name in texts}
        hot = start.union(*ran.values())
        shown = exports(module, trim(glue, api).wanted)
        ranges = reach.movable(module, hot, shown)
        watched = Python(watching(module, ranges), glue.encode())
        touched: dict[str, int] = answers(watched, texts, Path(place)).seen["touched"]
    if touched:
        raise SystemExit(f"data that nothing should reach is touched: {[*touched.items()][:5]}")
    version = json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    Traced(version, hashlib.sha256(wasm).hexdigest(), hot, ranges).write()
    missed = sum(held_out(start, ran))
    print(
        f"Pyodide {version}: {len(hot)} of {len(module.bodies)} functions are hot, {len(start)} at the start"
    )
    print(f"{sum(end - first for first, end in ranges):,} bytes of data move, in {len(ranges)} ranges")
    print(f"left out of the trace, {missed} of {len(texts)} texts would call a cold function")


def all_texts() -> dict[str, str]:
    """What is asked."""
    return pastes(Guide.from_json(folder_index(ROOT / "docs")))


def held_out(start: frozenset[int], ran: Mapping[str, frozenset[int]]) -> list[bool]:
    """For each text, whether it runs a function that neither the start nor the other texts run, a tenth of
    them left out at a time."""
    names = sorted(ran)
    random.Random(0).shuffle(names)
    found = []
    for part in range(PARTS):
        out = {*names[part::PARTS]}
        others = start.union(*(functions for name, functions in ran.items() if name not in out))
        found += [not ran[name] <= others for name in out]
    return found


if __name__ == "__main__":
    main()
