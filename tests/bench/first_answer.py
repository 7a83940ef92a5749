"""Measures the wait for the first answer against stock Pyodide: `python tests/bench/first_answer.py [--runs N]`.

Both sides run in the same Chromium from the same local server, which compresses and lets the browser cache both alike. Stock is npm's files as they
are, `loadPyodide()` and one `print`; ours is everything up to the report on a paste. *Cold* is a profile that has never seen the page, *warm* the next
visit of that profile. Read the ratios: the times are those of this machine. Needs the built runtime, Playwright and a Chromium; brotli is optional.
"""

from __future__ import annotations

import argparse
import gzip
import json
import mimetypes
import shutil
import statistics
import sys
import tempfile
import threading
from collections import defaultdict
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from mkdocs_whydenied.runtime import load
from mkdocs_whydenied.site.bundle import site_files

try:
    import brotli
except ImportError:
    brotli = None

ROOT = Path(__file__).resolve().parents[2]
PASTE = (
    "An error occurred (AccessDeniedException) when calling the GetFunction operation: User: arn:aws:iam::111122223333:user/mateo is not authorized "
    "to perform: lambda:GetFunction on resource: arn:aws:lambda:eu-west-1:111122223333:function:report because no identity-based policy allows "
    "the lambda:GetFunction action"
)
OURS = """async (paste) => {
  const start = performance.now();
  const report = await whydenied.ask(paste);
  if (report.denials[0].action !== "lambda:GetFunction") throw new Error("wrong answer: " + JSON.stringify(report));
  return performance.now() - start;
}"""
STOCK = """async () => {
  const start = performance.now();
  const { loadPyodide } = await import("./pyodide.mjs");
  const python = await loadPyodide();
  python.runPython("print('ready')");
  return performance.now() - start;
}"""
EMPTY_GUIDE = {"schema": "whydenied/guide/1", "sections": []}

mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/wasm", ".wasm")


def compress(content: bytes) -> tuple[str, bytes]:
    """The content as a good web server sends it: the name of the encoding and the bytes."""
    return ("br", brotli.compress(content, quality=9)) if brotli else ("gzip", gzip.compress(content, 9))


def server(root: Path) -> ThreadingHTTPServer:
    """A server for the files under *root*: compressed beforehand, cached by browsers for ever but for the HTML."""

    @cache
    def answer(path: str) -> tuple[str, bytes]:
        return compress((root / path.lstrip("/")).read_bytes())

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path + "index.html" if self.path.endswith("/") else self.path
            try:
                encoding, body = answer(path)
            except FileNotFoundError:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
            self.send_header("Content-Encoding", encoding)
            self.send_header("Content-Length", str(len(body)))
            kept = "no-cache" if path.endswith(".html") else "public, max-age=31536000, immutable"
            self.send_header("Cache-Control", kept)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keeps the table readable."""

    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    for path in root.rglob("*"):
        if path.is_file():
            answer("/" + path.relative_to(root).as_posix())
    threading.Thread(target=found.serve_forever, daemon=True).start()
    return found


def write_page(folder: Path, mode: str) -> None:
    """A page with nothing but our script, unless a built site is given."""
    site = site_files(load(), EMPTY_GUIDE, {}, mode)
    for name, content in site.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    scripts = [site.native_worker, site.script]
    tags = "".join(f'<script src="{name}" defer></script>' for name in scripts if name)
    (folder / "index.html").write_text(f'<!doctype html><html lang="en"><meta charset="utf-8"><title>ours</title>{tags}</html>')


def write_stock(folder: Path) -> None:
    """npm's files as they are."""
    folder.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"):
        shutil.copyfile(ROOT / "node_modules" / "pyodide" / name, folder / name)
    (folder / "index.html").write_text('<!doctype html><html lang="en"><meta charset="utf-8"><title>stock</title></html>')


def visits(play: Playwright, chromium: str, address: str, program: str) -> tuple[float, float]:
    """The waits of a first and of a second visit in a fresh profile, in milliseconds."""
    waits = []
    with tempfile.TemporaryDirectory() as profile:
        browser = play.chromium.launch_persistent_context(profile, executable_path=chromium, args=["--no-sandbox"])
        for _ in range(2):
            page = browser.new_page()
            page.goto(address)
            page.wait_for_timeout(500)
            waits.append(page.evaluate(program, PASTE))
            page.wait_for_timeout(1500)  # the browser writes its caches
            page.close()
        browser.close()
    return waits[0], waits[1]


def main() -> int:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description="Time to the first answer against stock Pyodide.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--http-site", type=Path, help="a site built for a web server (default: a page with nothing else)")
    parser.add_argument("--embed-site", type=Path, help="a site built with `offline: true`")
    parser.add_argument("--json", type=Path, help="also write the medians there")
    options = parser.parse_args()
    waits: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        root, embedded = Path(folder, "http"), Path(folder, "embed")
        write_stock_and_ours(root, embedded, options.http_site, options.embed_site)
        local = server(root)
        base = f"http://127.0.0.1:{local.server_address[1]}"
        sides = {
            "stock": (f"{base}/stock/", STOCK),
            "ours": (f"{base}/ours/", OURS),
            "ours from file://": ((embedded / "index.html").as_uri(), OURS),
        }
        for _ in range(options.runs):
            for name, (address, program) in sides.items():
                cold, warm = visits(play, options.chromium, address, program)
                waits[f"{name}, cold"].append(cold)
                waits[f"{name}, warm"].append(warm)
        local.shutdown()
    report(waits, options.json)
    return 0


def write_stock_and_ours(root: Path, embedded: Path, http_site: Path | None, embed_site: Path | None) -> None:
    """Lays out what is measured."""
    root.mkdir()
    write_stock(root / "stock")
    for folder, mode, built in ((root / "ours", "http", http_site), (embedded, "embed", embed_site)):
        if built:
            shutil.copytree(built, folder)
        else:
            write_page(folder, mode)


def report(waits: dict[str, list[float]], target: Path | None) -> None:
    """Prints medians and their ratios to stock of the same visit."""
    medians = {name: statistics.median(values) for name, values in waits.items()}
    print(f"| {'first answer':<24} | median ms | range       | of stock |")
    print(f"|{'-' * 26}|{'-' * 11}|{'-' * 13}|{'-' * 10}|")
    for name, median in medians.items():
        low, high = min(waits[name]), max(waits[name])
        share = median / medians[f"stock, {name.rpartition(', ')[2]}"]
        print(f"| {name:<24} | {median:9.0f} | {low:5.0f}-{high:5.0f} | {share:7.2f}x |")
    if target:
        target.write_text(json.dumps(medians, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
