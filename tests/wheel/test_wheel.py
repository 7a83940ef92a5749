"""The wheel is complete: in an empty environment it builds a foreign wiki, which answers in the browser. No
Node, no network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.asking import paste
from tests.browser.server import serve
from tests.conftest import ROOT

SETTINGS = """\
site_name: Our wiki
theme:
  name: material
  font: false
  palette:
    scheme: slate
    primary: teal
markdown_extensions: [attr_list]
plugins:
  - search
  - whydenied
"""
FIRST = "# Welcome\n\nAsk here.\n\n<why-denied></why-denied>\n\n<why-denied></why-denied>\n"
HOUSE = """# How we grant exceptions { #grants }

```form
Guard rail 7 refuses {action}: see the wiki
```

```sample
Guard rail 7 refuses lambda:CreateFunction: see the wiki
```
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an empty environment that has the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin/python"
    subprocess.run(
        [python, "-m", "pip", "install", "-q", f"{wheel}[mkdocs]"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return python


@pytest.fixture(scope="module")
def wiki(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("wiki")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (folder / "docs/index.md").write_text(FIRST, "utf-8")
    (folder / "docs/house.md").write_text(HOUSE, "utf-8")
    nowhere = {
        **os.environ,
        "PATH": str(python.parent),
        "NO_MKDOCS_2_WARNING": "1",
        "https_proxy": "http://127.0.0.1:9",
        "PYTHONPATH": "",
    }
    subprocess.run([python, "-m", "mkdocs", "build", "--strict"], cwd=folder, env=nowhere, check=True)
    with serve(folder / "site", "/a/b/") as url:
        yield url


def test_it_carries_runtime_widget_checker_and_index(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "whydenied/guide.json",
        "whydenied/check.py",
        "mkdocs_whydenied/assets/whydenied.js",
        "mkdocs_whydenied/guide/dialect/guides.json",
        "mkdocs_whydenied/runtime/files/library.zip",
        "mkdocs_whydenied/runtime/files/pyodide.asm.wasm",
        "mkdocs_whydenied/runtime/files/THIRD_PARTY.md",
    } <= names
    assert not any("node_modules" in name or "__pycache__" in name for name in names)


def test_the_archive_of_sources_makes_the_same_wheel_without_node(wheel: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(tmp_path)]
    subprocess.run([*build, "--sdist"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    sources = next(tmp_path.glob("whydenied-*/"))
    without_node = {**os.environ, "PATH": str(tmp_path), "PYTHONPATH": ""}
    subprocess.run([*build, "--wheel"], cwd=sources, env=without_node, check=True, stdout=subprocess.DEVNULL)
    made = next(tmp_path.glob("*.whl"))
    assert _contents(made) == _contents(wheel)


def _contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as files:
        return {name: files.read(name) for name in files.namelist()}


def test_its_command_line_answers(python: Path) -> None:
    paste = "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: iam:PassRole"
    done = subprocess.run(
        [python.parent / "whydenied", "check"], input=paste, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "I can't pass a role to a service" in done.stdout


def test_a_foreign_wiki_answers_in_the_browser(wiki: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(wiki)
    paste(page, "Guard rail 7 refuses lambda:CreateFunction: see the wiki", widget=1)
    found = page.locator(".whydenied-section-title > a")
    expect(found).to_have_attribute("href", re.compile("/a/b/house/#grants$"), timeout=60_000)
    page.close()
