"""Pages as AWS publishes its guides, unchanged in a site, and a house wiki of Markdown alone: their messages
open their own sections."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import leads_to, paste, summary
from tests.browser.server import serve
from tests.conftest import ROOT

SETTINGS = """\
site_name: Guides
theme:
  name: material
  font: false
markdown_extensions: [attr_list]
plugins: [search, whydenied]
validation:
  anchors: warn
"""
ASK = "# Ask here\n\n<why-denied></why-denied>\n"
HOUSE = """\
---
whydenied:
  scp: exceptions
---
# House rules { #house }

## How we grant exceptions { #exceptions }

Ask the platform team.

```form
Ticket {number} is needed before {action} is called
```

```sample
Ticket 4711 is needed before lambda:DeleteFunction is called
```
"""
GUIDE = "# Guard rails { #scp }\n\nAsk your organization.\n"
ORCHARD = ROOT / "tests/plugin/dialect/guides/orchard.md"
PREFIX = "security_iam_troubleshoot-"
DENIED = "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: "
PASTES = [
    (DENIED + "orchard:GetWidget on resource: my-example-widget", f"orchard/#{PREFIX}no-permissions"),
    (DENIED + "orchard:PruneTree on resource: tree-7", f"orchard/#{PREFIX}no-permissions"),
    (DENIED + "iam:PassRole", f"orchard/#{PREFIX}passrole"),
    (
        DENIED + "orchard:GetWidget on resource: x with an explicit deny in a service control policy",
        "house/#exceptions",
    ),
    ("Ticket 12 is needed before s3:PutBucketPolicy is called", "house/#exceptions"),
]


def built(folder: Path, pages: dict[str, str]) -> Path:
    """A site of the pages and the orchard's guide, unchanged, built strictly."""
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    for name, text in pages.items():
        (folder / "docs" / name).write_text(text, "utf-8")
    shutil.copy(ORCHARD, folder / "docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    subprocess.run(command, cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    return folder / "site"


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pages = {"index.md": ASK, "guide.md": GUIDE, "house.md": HOUSE}
    with serve(built(tmp_path_factory.mktemp("guides"), pages), "/a/b/") as url:
        yield url


@pytest.mark.parametrize(("text", "address"), PASTES)
def test_a_message_brings_the_section_it_stands_in(
    text: str, address: str, guides: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(guides)
    paste(page, text)
    assert summary(page)
    assert leads_to(page) == f"{guides}{address}"
    words = page.locator(".whydenied-section-body").inner_text()
    page.goto(leads_to(page))
    heading = page.locator(f"[id='{address.partition('#')[2]}']")
    expect(heading).to_be_in_viewport()
    assert words.strip().split("\n")[0] in page.locator("article").inner_text()


def test_every_anchor_of_the_page_is_a_place_to_go_to(guides: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{guides}orchard/")
    names = re.findall(r'<a name="([^"]+)">', ORCHARD.read_text("utf-8"))
    assert len(names) == 6
    for name in names:
        page.evaluate("name => { location.hash = name; }", name)
        expect(page.locator(f"[id='{name}']")).to_be_in_viewport()
    topics = page.locator("article ul").first.locator("a")
    assert topics.count() == 5
    topics.last.click()
    expect(page.locator(f"[id='{PREFIX}cross-account-access']")).to_be_in_viewport()


def test_a_published_page_has_a_checker_of_its_own(guides: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{guides}orchard/")
    expect(page.locator("h1 + .whydenied-host textarea")).to_be_visible()
    paste(page, DENIED + "iam:PassRole")
    assert "iam:PassRole" in summary(page)
    assert leads_to(page) == f"{guides}orchard/#{PREFIX}passrole"
