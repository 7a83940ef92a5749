"""What all tests share: the guide of docs/, and cases that are read from files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from mkdocs_whydenied.guide.index import folder_index
from tests.browser.provide import QUIET, chromium
from whydenied import Guide

ROOT = Path(__file__).parent.parent


def cases(name: str) -> list[Any]:
    """The rows of tests/cases/<name>.jsonl as pytest parameters, named by their id."""
    rows = [json.loads(line) for line in (ROOT / "tests/cases" / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [pytest.param(row, id=row["id"]) for row in rows]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each opens contexts of its own."""
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The guide as docs/ has it now."""
    return Guide.from_json(folder_index(ROOT / "docs"))
