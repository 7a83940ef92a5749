"""The wait for the first answer beside stock Pyodide, in one run and one Chromium, from the same compressing server.

Stock is npm's files as they are: ``loadPyodide()`` and one ``print``. Ours is the built guide: everything from the first touch to the report.
*Cold* is a profile that has never seen the page, *warm* the next visit of that profile. The times are this machine's: read the ratios.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from playwright.sync_api import Playwright, sync_playwright

from tests.bench.reading import MESSAGE
from tests.bench.table import show
from tests.browser.conftest import build
from tests.browser.provide import QUIET, chromium
from tests.browser.server import serve
from tests.conftest import ROOT

RUNS = int(os.environ.get("RUNS", "5"))
OURS = """async (paste) => {
  const start = performance.now();
  const report = await whydenied.ask(paste);
  if (report.denials[0].action !== "lambda:GetFunction") throw new Error("wrong answer: " + JSON.stringify(report));
  return performance.now() - start;
}"""
NEXT = """async (paste) => {
  await whydenied.ask(paste);
  const waits = [];
  for (let turn = 0; turn < 40; turn++) {
    const start = performance.now();
    await whydenied.ask(paste + " ".repeat(turn));
    waits.push(performance.now() - start);
  }
  return waits.sort((a, b) => a - b)[20];
}"""
STOCK = """async () => {
  const start = performance.now();
  const { loadPyodide } = await import("./pyodide.mjs");
  const python = await loadPyodide();
  python.runPython("print('ready')");
  return performance.now() - start;
}"""
STOCK_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


def main() -> None:
    """Measure and print."""
    waits: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        # "whydenied" in its path: the server lets both sides' files be kept alike.
        stock, ours = Path(folder, "stock/whydenied"), build(Path(folder, "ours"))
        embedded = build(Path(folder, "embedded"), OFFLINE="true")
        stock.mkdir(parents=True)
        for name in STOCK_FILES:
            shutil.copyfile(ROOT / "node_modules/pyodide" / name, stock / name)
        (stock / "index.html").write_text('<!doctype html><html lang="en"><meta charset="utf-8"><title>stock</title></html>')
        with serve(stock.parent) as first, serve(ours) as second, sync_playwright() as play:
            sides = {
                "stock": (f"{first}whydenied/", STOCK),
                "ours": (second, OURS),
                "ours from file://": ((embedded / "index.html").as_uri(), OURS),
            }
            for _ in range(RUNS + 1):  # the first round fills the server's memory and is not counted
                for name, (address, program) in sides.items():
                    cold, warm = _visits(play, address, program)
                    waits[f"{name}, cold"].append(cold)
                    waits[f"{name}, warm"].append(warm)
            later = _visits(play, second, NEXT)[1]
    rows = []
    for name, values in waits.items():
        floor = median(waits[f"stock, {name.rpartition(', ')[2]}"][1:])
        counted = values[1:]
        rows.append([name, f"{median(counted):.0f}", f"{min(counted):.0f}-{max(counted):.0f}", f"{median(counted) / floor:.2f}x"])
    show("The next answers in the browser, median of 40", ["what", "ms"], [["one denial, page to worker and back", f"{later:.1f}"]])
    show(f"First answer, {RUNS} runs", ["side", "median ms", "range", "of stock"], rows)


def _visits(play: Playwright, address: str, program: str) -> tuple[float, float]:
    """The waits of a first and of a second visit in a fresh profile, in milliseconds."""
    waits = []
    with tempfile.TemporaryDirectory() as profile:
        browser = play.chromium.launch_persistent_context(profile, executable_path=chromium(), args=QUIET)
        for _ in range(2):
            page = browser.new_page()
            page.goto(address)
            page.wait_for_timeout(500)
            waits.append(page.evaluate(program, MESSAGE))
            page.wait_for_timeout(1_500)  # the browser writes its caches
            page.close()
        browser.close()
    return waits[0], waits[1]
