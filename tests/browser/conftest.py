"""A real browser, and the guide as readers meet it: over http under a sub-path, and from disk."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.browser.engines import chromium, firefox, webkit
from tests.browser.engines.engine import Engine
from tests.browser.provide import PROGRAMS, QUIET
from tests.browser.provide import chromium as chromium_path
from tests.browser.server import serve
from tests.conftest import ROOT


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a folder; each opens contexts of its own."""
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield instance
        instance.close()


def build(folder: Path, source: Path = ROOT, **environment: str) -> Path:
    """The guide, or what else *source* holds, built strictly into *folder*."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    subprocess.run(
        command, cwd=source, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}, check=True
    )
    return folder


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def guide_site(built_site: Path) -> Iterator[str]:
    with serve(built_site, "/a/b/") as url:
        yield url


@pytest.fixture(scope="session")
def instant_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The guide with Material's instant navigation, which needs to know the address beforehand."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/a/b/"
    with serve(build(tmp_path_factory.mktemp("instant"), SITE_URL=url), "/a/b/", port=port):
        yield url


@pytest.fixture(scope="session")
def offline_site(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build(tmp_path_factory.mktemp("offline"), OFFLINE="true").as_uri() + "/index.html"


@pytest.fixture(params=["http", "file"])
def start(request: pytest.FixtureRequest) -> str:
    """The first page, once over http under a sub-path and once from disk."""
    return str(request.getfixturevalue("guide_site" if request.param == "http" else "offline_site"))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages in a fresh profile; afterwards no console error and no request to another origin may have
    been seen."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    problems: list[str] = []

    def opened(url: str, **size: int) -> Page:
        page = context.new_page()
        if size:
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
        origin = "/".join(url.split("/")[:3])
        requests: list[str] = []
        page.requests = requests  # type: ignore[attr-defined]

        def seen(request: Request) -> None:
            requests.append(request.url)
            if not request.url.startswith((origin, "blob:", "data:")):
                problems.append(f"request to {request.url}")

        page.on("request", seen)
        page.on(
            "console",
            lambda message: problems.append(f"console: {message.text}") if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.goto(url)
        return page

    yield opened
    context.close()
    assert problems == []


def needed(name: str) -> None:
    """End the test when a program is missing: as a failure where everything has to be tried, elsewhere with a
    word about why."""
    program = next(each for each in PROGRAMS if each.name == name)
    if program.found():
        return
    reason = (
        f"{name} is not installed here: make test-browser fetches {', '.join(program.packages)} on Debian"
    )
    if os.environ.get("CI", "") not in ("", "0", "false"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="package", name="chromium")
def chromium_page(browser: Browser) -> Iterator[Engine]:
    with chromium.chromium(browser) as engine:
        yield engine


@pytest.fixture(scope="session", name="firefox")
def firefox_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    needed("Firefox")
    with firefox.firefox(tmp_path_factory.mktemp("firefox")) as engine:
        yield engine


@pytest.fixture(scope="session", name="webkit")
def webkit_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    needed("WebKit")
    with webkit.webkit(tmp_path_factory.mktemp("webkit")) as engine:
        yield engine
