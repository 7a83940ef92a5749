"""The checker in sites that MkDocs has no part in: what `whydenied embed` writes, and three lines in a page."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import leads_to, paste, section, summary, unnamed
from tests.browser.server import serve

DENIED = (
    "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: lambda:GetFunction on resource: "
    "arn:aws:lambda:eu-west-1:111122223333:function:orders because no identity-based "
    "policy allows the lambda:GetFunction action"
)
POLICY = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Action": "s3:GetObject", "Resource": "*"}]}'
)
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Our wiki</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="../whydenied/whydenied.css">
<script src="../whydenied/whydenied.js" {attribute}></script>
</head><body><h1>Help</h1>
{body}
<p>More</p></body></html>
"""
ELEMENT = "<why-denied></why-denied>"
SHADOW = """<div id="host"></div><script>
const root = document.getElementById("host").attachShadow({ mode: "open" });
root.innerHTML = "<why-denied></why-denied>";
</script>"""
HOUSE = """# Grants { #grants }

## How we grant exceptions { #exceptions }

Ask in `#data`. See also [the rules](rules.md#rules).

```form
Guard rail 7 denies {action}: see the wiki
```

```sample
Guard rail 7 denies lambda:CreateFunction: see the wiki
```
"""
WITHOUT_MKDOCS = (
    'import sys; sys.modules["mkdocs"] = None; from whydenied.cli import main; sys.exit(main(sys.argv[1:]))'
)


def embed(folder: Path, *arguments: str) -> str:
    """Calls the command in an interpreter that has no MkDocs."""
    command = [sys.executable, "-c", WITHOUT_MKDOCS, "embed", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def page(site: Path, name: str = "help/index.html", body: str = ELEMENT, attribute: str = "defer") -> None:
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text(PAGE.format(body=body, attribute=attribute), "utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("plain")
    said = embed(site / "whydenied")
    assert '<script src="whydenied/whydenied.js" defer></script>' in said
    return site


@pytest.fixture(scope="session")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("disk")
    embed(site / "whydenied", "--offline")
    return site


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    with serve(site, "/docs/") as url:
        yield url


def answers(opened: Page, ending: str) -> None:
    """Both pastes get their answers, the error with its section."""
    paste(opened, DENIED)
    assert "ana was denied lambda:GetFunction" in summary(opened)
    assert leads_to(opened).endswith(ending)
    assert "aws " in section(opened).inner_text()
    paste(opened, POLICY)
    expect(opened.locator("why-denied")).to_contain_text("invalid-effect", timeout=60_000)


@pytest.mark.parametrize("attribute", ["defer", "", "async"])
def test_a_plain_page_answers_over_http(
    attribute: str, site: Path, served: str, open_page: Callable[..., Page]
) -> None:
    page(site, attribute=attribute)
    opened = open_page(served + "help/")
    expect(opened.locator("why-denied textarea")).to_have_count(1)
    answers(opened, "/docs/whydenied/guide/troubleshoot/#security_iam_troubleshoot-no-permissions")


def test_the_guide_s_own_pages_answer_and_lead_to_each_other(
    served: str, site: Path, open_page: Callable[..., Page]
) -> None:
    page(site)
    opened = open_page(served + "whydenied/guide/")
    paste(opened, DENIED)
    address = leads_to(opened)
    opened.goto(address)
    expect(opened.locator(f"#{address.partition('#')[2]}")).to_be_visible()
    opened.locator("nav a").click()
    expect(opened.locator("why-denied textarea").first).to_be_visible()


def test_a_plain_page_answers_from_disk(on_disk: Path, open_page: Callable[..., Page]) -> None:
    page(on_disk)
    opened = open_page((on_disk / "help/index.html").as_uri())
    answers(opened, "/whydenied/guide/troubleshoot.html#security_iam_troubleshoot-no-permissions")


def test_a_script_that_runs_again_takes_nothing_away(
    site: Path, served: str, open_page: Callable[..., Page]
) -> None:
    """As frameworks do that bring the head of a page under their own control."""
    page(site)
    opened = open_page(served + "help/")
    again = """() => new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = document.querySelector("script[src*=whydenied]").src;
      script.onload = resolve;
      document.head.append(script);
    })"""
    opened.evaluate(again)
    answers(opened, "#security_iam_troubleshoot-no-permissions")
    assert unnamed(opened) == set()
    opened.evaluate(again)
    paste(opened, DENIED.replace("ana", "mara"))
    assert "mara was denied lambda:GetFunction" in summary(opened)
    assert unnamed(opened) == set()


def test_it_answers_inside_a_shadow_root(site: Path, served: str, open_page: Callable[..., Page]) -> None:
    page(site, body=SHADOW)
    opened = open_page(served + "help/")
    paste(opened, DENIED)
    assert "ana was denied lambda:GetFunction" in summary(opened)
    style = "(box) => getComputedStyle(box).fontFamily"
    assert "mono" in opened.locator("why-denied textarea").first.evaluate(style)
    sheets = opened.locator("#host").evaluate("(host) => host.shadowRoot.styleSheets.length")
    assert sheets == 2


def test_an_element_that_comes_late_answers(site: Path, served: str, open_page: Callable[..., Page]) -> None:
    page(site, body='<div id="app"></div>')
    opened = open_page(served + "help/")
    opened.evaluate("() => document.getElementById('app').append(document.createElement('why-denied'))")
    paste(opened, DENIED)
    assert "ana was denied" in summary(opened)
    # As a framework does that hydrates: another element in its place.
    opened.evaluate(
        "() => document.getElementById('app').replaceChildren(document.createElement('why-denied'))"
    )
    assert "ana was denied" in summary(opened)


def test_a_house_guide_leads_where_the_host_has_its_pages(
    tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide/grants.md").write_text(HOUSE)
    (tmp_path / "guide/rules.md").write_text("# Rules { #rules }\n\nBe kind.\n")
    guide = ["--guide", str(tmp_path / "guide"), "--base", "../wiki", "--html-suffix", "--language", "de"]
    embed(tmp_path / "site/whydenied", *guide)
    page(tmp_path / "site")
    with serve(tmp_path / "site", "/docs/") as url:
        opened = open_page(url + "help/")
        paste(opened, "ERROR Guard rail 7 denies lambda:CreateFunction: see the wiki")
        assert leads_to(opened) == f"{url}wiki/grants.html#exceptions"
        link = section(opened).get_by_role("link", name="the rules")
        assert link.evaluate("(link) => link.href") == f"{url}wiki/rules.html#rules"
        expect(opened.locator("why-denied")).to_contain_text("Prüfen")
