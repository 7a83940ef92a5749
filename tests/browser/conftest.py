"""A real browser, and the guide as readers meet it: over http under a sub-path, and from disk."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    ViewportSize,
    expect,
)

from tests.browser.engines import chromium, firefox, webkit
from tests.browser.engines.engine import Engine
from tests.browser.ports import reserved
from tests.browser.provide import PROGRAMS
from tests.browser.server import serve
from tests.conftest import ROOT

VIEWPORT = ViewportSize(width=1200, height=900)
RENEW = """() => {
  for (const old of document.querySelectorAll("why-denied")) {
    old.forget();
    old.replaceWith(document.createElement("why-denied"));
  }
  document.activeElement?.blur();
  scrollTo(0, 0);
}"""
PATIENCE = 60_000
"""Milliseconds until a failure is one: nothing else hangs on it, and the machine may be busy."""
expect.set_options(timeout=PATIENCE)


def build(folder: Path, source: Path = ROOT, **environment: str) -> Path:
    """The guide, or what else *source* holds, built strictly into *folder*."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    subprocess.run(
        command, cwd=source, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}, check=True
    )
    return folder


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that *make* fills once for all workers; the others wait for the first."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            begun = folder.with_suffix(".begun")
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun)
            begun.rename(folder)
    return folder


def patient(site: Path) -> Path:
    """A site whose page waits for hours, so that it changes nothing how busy the machine is."""
    (script,) = (site / "assets/whydenied").glob("whydenied.*.js")
    text = script.read_text("utf-8")
    for wait in ("30_000", "45_000", "20_000"):
        assert wait in text
        text = text.replace(wait, f"9_0{wait}")
    script.write_text(text, "utf-8")
    return site


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "site", lambda folder: patient(build(folder)))


@pytest.fixture(scope="session")
def guide_site(built_site: Path) -> Iterator[str]:
    with serve(built_site, "/a/b/") as url:
        yield url


@pytest.fixture(scope="session")
def instant_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The guide with Material's instant navigation, which needs to know the address beforehand."""
    port = reserved()
    url = f"http://127.0.0.1:{port}/a/b/"
    site = patient(build(tmp_path_factory.mktemp("instant"), SITE_URL=url))
    with serve(site, "/a/b/", port=port):
        yield url


@pytest.fixture(scope="session")
def offline_site(tmp_path_factory: pytest.TempPathFactory) -> str:
    site = once(tmp_path_factory, "offline", lambda folder: patient(build(folder, OFFLINE="true")))
    return (site / "index.html").as_uri()


@pytest.fixture(params=["http", "file"])
def start(request: pytest.FixtureRequest) -> str:
    """The first page, once over http under a sub-path and once from disk."""
    return str(request.getfixturevalue("guide_site" if request.param == "http" else "offline_site"))


def watched(page: Page, url: str, problems: list[str]) -> Page:
    """The page at *url*, its requests kept in it; a console error or a request to another origin is a problem."""
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
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    return page


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages in a fresh profile; afterwards no console error and no request to another origin may have
    been seen."""
    context = browser.new_context(viewport=VIEWPORT)
    problems: list[str] = []

    def opened(url: str, **size: int) -> Page:
        page = context.new_page()
        if size:
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
        return watched(page, url, problems)

    yield opened
    context.close()
    assert not problems, "\n".join(problems)


@dataclass
class Warm:
    """Pages that stay open, one an address, and what they have complained about."""

    context: BrowserContext
    pages: dict[str, Page] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def warm(browser: Browser) -> Iterator[Warm]:
    context = browser.new_context(viewport=VIEWPORT)
    yield Warm(context)
    context.close()


@pytest.fixture
def warm_page(warm: Warm, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Gives pages with a new widget whose checker runs already, from a test before: for answers, and not for how a
    page begins, nor for what changes more of it than the widget. They may complain as little as others."""
    given = {}

    def opened(url: str, **size: int) -> Page:
        if url not in warm.pages:
            warm.pages[url] = watched(warm.context.new_page(), url, warm.problems)
        page = given[url] = warm.pages[url]
        page.set_viewport_size({"width": size["width"], "height": size["height"]} if size else VIEWPORT)
        page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        page.evaluate(RENEW)
        page.bring_to_front()
        return page

    yield opened
    if request.session.testsfailed or any(page.url != url for url, page in given.items()):
        for url in given:
            warm.pages.pop(url).close()
    problems, warm.problems[:] = [*warm.problems], []
    assert not problems, "\n".join(problems)


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


@pytest.fixture(scope="session", name="chromium")
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
