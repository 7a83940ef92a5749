"""The page "Write your own guide" is done as it is written: its files are made, its commands run, its pastes
pasted, in their order."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import ROOT
from whydenied import Guide, check

_TITLE = re.compile(r'title="([^"]+)"')
_PASTE = re.compile(r"Paste: it opens (#[\w-]+)")
# Everything is installed where tests run.
_INSTALL = "pip install"


@pytest.mark.slow
def test_the_page_is_done_as_it_is_written(tmp_path: Path) -> None:
    said = done = pasted = 0
    fences = [
        token
        for token in MarkdownIt().parse((ROOT / "docs/write-your-own.md").read_text("utf-8"))
        if token.type == "fence"
    ]
    last = subprocess.CompletedProcess("", 0, "", "")
    for fence, then in zip(fences, [*fences[1:], None], strict=True):
        title = _title(fence)
        if fence.info == "sh" and _INSTALL not in fence.content:
            fails = then is not None and _title(then) == "The build says"
            last = _run(fence.content, tmp_path)
            assert bool(last.returncode) == fails, last.stderr
            done += 1
        elif title == "The build says":
            assert all(line in last.stderr for line in fence.content.splitlines()), last.stderr
            said += 1
        elif place := _PASTE.fullmatch(title):
            report = check(fence.content, _guide(tmp_path / "site"))
            assert report.sections and report.sections[0].url.endswith(place[1]), report.sections
            pasted += 1
        elif title:
            file = tmp_path / title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(fence.content, "utf-8")
    assert said == 1 and done > 4 and pasted > 2
    assert (tmp_path / "offline-copy/access.html").is_file()


def _title(fence: Token) -> str:
    found = _TITLE.search(fence.info)
    return found[1] if found else ""


def _run(commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run shell commands with this Python's programs first on the path."""
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "NO_MKDOCS_2_WARNING": "1",
    }
    return subprocess.run(
        ["sh", "-e", "-c", commands], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def _guide(site: Path) -> Guide:
    (index,) = site.rglob("guide.*.json")
    return Guide.from_json(json.loads(index.read_text("utf-8")))
