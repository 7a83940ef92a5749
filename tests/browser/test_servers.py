"""The checker on Debian's web servers as their packages configure them, and on hosts that have less than they: an
answer, and no error on the console."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import servers
from tests.browser.asking import paste, summary
from tests.browser.conftest import needed
from tests.browser.test_faults import DENIED, POLICY, served

__all__ = ["served"]


@contextmanager
def bare(folder: Path) -> Iterator[str]:
    """A host that compresses nothing, knows no ranges, sends no lifetime, and answers what is missing with the
    first page and status 200."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, directory=str(folder), **named)  # type: ignore[arg-type]

        def translate_path(self, path: str) -> str:
            there = super().translate_path(path)
            return there if Path(there).exists() else str(folder / "index.html")

        def log_message(self, *_arguments: object) -> None:
            """Nothing: tests read what the browser says."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("name", ["apache2", "lighttpd", "caddy", "bare"])
def test_an_error_and_a_policy_are_answered(name: str, served: Path, open_page: Callable[..., Page]) -> None:
    if name != "bare":
        needed(name)
    with bare(served) if name == "bare" else servers.serve(name, served) as url:
        page = open_page(url)
        paste(page, DENIED)
        assert "ines" in summary(page)
        paste(page, POLICY.replace("Allow", "allow"))
        page.locator(".whydenied-finding").first.wait_for(timeout=60_000)
