"""A web server that misbehaves by rule: each cell of the table of faults is a folder of its own, so that one page
and one browser visit them all and no cache carries anything from one to the next."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.browser.server import TYPES, compressed

PAGE = b"<!doctype html><title>Start</title><h1>The start page</h1>"
_NAME = re.compile(r"^assets/whydenied/(?:embed/)?(.+?)\.[0-9a-f]{8}(\.\w+)$")
_STALL = (b"9_030_000", b"1_500")


def logical(path: str) -> str:
    """`assets/whydenied/worker.2b67a1c0.js` -> `worker.js`; another path is empty."""
    found = _NAME.match(path)
    return found[1] + found[2] if found else ""


@dataclass
class Cell:
    """What is wrong with which files of one folder; a fault of kind *once* or *poisoned* is over after its
    first answer."""

    fault: str
    files: frozenset[str]
    healed: bool = False
    impatient: bool = False
    seen: set[str] = field(default_factory=set)

    def of(self, name: str) -> str:
        """The fault of a file's next answer."""
        if self.healed or name not in self.files:
            return ""
        if self.fault in ("poisoned", "once") and name in self.seen:
            return ""
        self.seen.add(name)
        return self.fault


def spoilt(fault: str, body: bytes) -> bytes:
    """The bytes of a file with such a fault."""
    half = len(body) // 2
    if fault == "truncated":
        return body[:half]
    if fault in ("damaged", "poisoned"):
        return body[:half] + bytes([body[half] ^ 1]) + body[half + 1 :]
    return body


@contextmanager
def serve(folder: Path, cells: Mapping[str, Cell]) -> Iterator[str]:
    """Serve *folder* once for each of the *cells*, below its name; yields the address of the root."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            cell_name, _, path = self.path.split("?")[0].lstrip("/").partition("/")
            cell, file = cells[cell_name], folder / (path or "index.html")
            with suppress(ConnectionError):
                self.answer(cell, cell.of(logical(path)), file, path)

        def answer(self, cell: Cell, fault: str, file: Path, path: str) -> None:
            kind = TYPES.get(file.suffix, "application/octet-stream")
            status, packed = 200, False
            if fault == "page":
                body, kind = PAGE, TYPES[".html"]
            elif fault == "missing" or not file.is_file():
                status, body = 404, b""
            elif fault in ("error", "once"):
                status, body = 500, b""
            elif packed := not fault and file.stat().st_size > 20_000:
                body = compressed(file, file.stat().st_mtime_ns)
            else:
                body = spoilt(fault, file.read_bytes())
            if cell.impatient and logical(path) == "whydenied.js":
                body, packed = file.read_bytes(), False
                assert _STALL[0] in body
                body = body.replace(*_STALL)
            self.send_response(status)
            self.send_header("Content-Type", "application/octet-stream" if fault == "type" else kind)
            self.send_header("Content-Length", str(len(body)))
            kept = "max-age=31536000, immutable" if cell.fault == "poisoned" and logical(path) else "no-store"
            self.send_header("Cache-Control", kept)
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            if fault == "stalled":
                self.wfile.write(body[: len(body) // 2])
                self.wfile.flush()
                over.wait(60)
            elif fault == "slow":
                for start in range(0, len(body), step := len(body) // 3 + 1):
                    self.wfile.write(body[start : start + step])
                    time.sleep(0.1)
            else:
                self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Nothing: tests read what the page says."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        over.set()
        server.shutdown()
        server.server_close()
