"""What all tests share: cases read from files, the guide, and a quick start: no browser and no MkDocs are
imported here."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.mark import deselect_by_keyword

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from whydenied import Guide

ROOT = Path(__file__).parent.parent


def cases(name: str) -> list[Any]:
    """The rows of tests/cases/<name>.jsonl as pytest parameters, named by their id."""
    rows = [
        json.loads(line) for line in (ROOT / "tests/cases" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [pytest.param(row, id=row["id"]) for row in rows]


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The guide as docs/ has it now."""
    from mkdocs_whydenied.guide.index import folder_index
    from whydenied import Guide

    return Guide.from_json(folder_index(ROOT / "docs"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests that open pages; each opens contexts of its own."""
    from playwright.sync_api import sync_playwright

    from tests.browser.provide import FRUGAL, chromium

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium(), args=FRUGAL)
        yield instance
        instance.close()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect thousands of tests in half the time.

    Garbage collection pauses meanwhile, and later leaves out what lives until the end anyway. Bytecode is
    cached even under PYTHONDONTWRITEBYTECODE, which container images set: without it each run compiles
    several hundred modules again.
    """
    sys.dont_write_bytecode = False
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let `-k ambiguous_date` select what `-k ambiguous-date` selects: ids are codes, with hyphens; modules
    have underscores."""
    item.extra_keyword_matches.add(item.name.replace("-", "_"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Apply `-k` before Hypothesis's plugin, which reads the constants of every module if one collected test
    is a property."""
    deselect_by_keyword(items, config)
