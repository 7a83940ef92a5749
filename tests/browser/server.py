"""A small web server for tests: a folder under a sub-path, with optional headers, compression and a memory of
requests."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.browser.line import Line

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",  # of the peers that are measured; a site of ours has none
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".zip": "application/zip",
}


@cache
def compressed(path: Path, _changed: int) -> bytes:
    """A file's gzip, made once."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def serve(
    folder: Path,
    prefix: str = "/",
    headers: Mapping[str, str] | None = None,
    port: int = 0,
    compress: bool = True,
    line: Line | None = None,
) -> Iterator[str]:
    """Serve *folder* at *prefix* of *port*, by default a free one; yields the URL of its first page.
    Fingerprinted files may be kept for ever."""
    carrier = line or Line()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            file = folder / path.removeprefix(prefix) if path.startswith(prefix) else folder / "no such file"
            if file.is_dir():
                file /= "index.html"
            if not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            packed = (
                compress
                and file.suffix != ".gz"
                and "gzip" in self.headers.get("Accept-Encoding", "")
                and file.suffix != ".png"
            )
            body = compressed(file, file.stat().st_mtime_ns) if packed else file.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
            self.send_header(
                "Cache-Control", "max-age=31536000, immutable" if "/whydenied/" in path else "no-cache"
            )
            if packed:
                self.send_header("Content-Encoding", "gzip")
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                with suppress(ConnectionError):  # a page may stop reading what it need not have whole
                    carrier.carry(path, body, self.wfile.write)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_arguments: object) -> None:
            """Nothing: tests read what the browser says."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
