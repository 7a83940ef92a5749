"""A guide for hosts without MkDocs: its pages, addresses and links; what is wrong with it is told with its line."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_whydenied.runtime import load
from mkdocs_whydenied.site import embed, pages
from mkdocs_whydenied.site.texts import texts, widget

GRANTS = """---
title: Grants
whydenied: {scp: exceptions, rcp: nowhere}
---
# Grants { #grants }

!!! note "Ask first"
    In `#data`.

*[SCP]: service control policy

## Exceptions to an SCP { #exceptions }

1. Ask:

    ```sh title="At a terminal"
    aws sts get-caller-identity
    ```

See [the rules](house/rules.md#rules), [start](index.md), [a page that is gone](gone.md) and [AWS](https://aws.example/a.md).

| a | b |
|---|---|
| 1 | [here](#grants) |

```form
Guard rail 7 denies {action}: see the wiki
```

```sample
Guard rail 7 denies lambda:CreateFunction: see the wiki
```
"""
FILES = {
    "index.md": "# Welcome\n\n<why-denied></why-denied>\n",
    "grants.md": GRANTS,
    "house/rules.md": "# Rules { #rules }\n\nBack to [grants](../grants.md#exceptions).\r\n",
}


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def read(guide: Path, html_suffix: bool) -> tuple[dict[str, pages.Rendered], list[str]]:
    words = texts("en")
    found, problems = pages.rendered(guide, words, widget(words), html_suffix=html_suffix)
    return {page.place: page for page in found}, problems


@pytest.mark.parametrize(
    ("html_suffix", "addresses", "links"),
    [
        (
            False,
            ["./", "grants/", "house/rules/"],
            ["../house/rules/#rules", "../", "https://aws.example/a.md", "#grants"],
        ),
        (
            True,
            ["index.html", "grants.html", "house/rules.html"],
            ["house/rules.html#rules", "index.html", "https://aws.example/a.md", "#grants"],
        ),
    ],
)
def test_links_lead_to_pages_as_the_host_names_them(
    html_suffix: bool, addresses: list[str], links: list[str], guide: Path
) -> None:
    found, _ = read(guide, html_suffix)
    assert [page.url for page in found.values()] == addresses
    assert re.findall(r'href="([^"]*)"', found["grants.md"].html) == links
    assert "a page that is gone" in found["grants.md"].html


def test_markdown_is_rendered_as_in_material(guide: Path) -> None:
    html = read(guide, False)[0]["grants.md"].html
    assert '<h2 id="exceptions">' in html and "admonition-title" in html and "<table>" in html
    assert '<abbr title="service control policy">SCP</abbr>' in html
    assert re.search(r"<li>.*<pre>.*<code[^>]*>aws", html, re.DOTALL)
    assert "whydenied-form" in html and "```" not in html


def test_what_is_wrong_is_told_with_its_place(guide: Path) -> None:
    problems = read(guide, False)[1]
    assert "grants.md: the link to gone.md leads to no page of this guide" in problems
    assert any(problem.startswith("grants.md:5: ") and "nowhere" in problem for problem in problems)


def test_the_index_has_the_names_that_a_page_takes(guide: Path) -> None:
    made = embed.embedded(load(), guide, base="https://wiki.example/docs")
    index = next(
        content for name, content in made.files.items() if re.fullmatch(r"guide\.\w+\.json", name)
    ).decode()
    assert (
        '"id":"scp"' in index.replace("security_iam_troubleshoot-scp", "scp")
        and "grants/#exceptions" in index
    )
    script = made.files["whydenied.js"].decode()
    assert '"root":"https://wiki.example/docs/"' in script
    assert not any(name.startswith("guide/") for name in made.files)


def test_pages_of_its_own_lead_to_the_script(guide: Path) -> None:
    made = embed.embedded(load(), guide)
    page = made.files["guide/house/rules/index.html"].decode()
    assert 'src="../../../whydenied.js"' in page and "<title>Rules</title>" in page
    assert 'src="../whydenied.js"' in made.files["guide/index.html"].decode()
    assert made.files["whydenied.css"] and '"root":"guide/"' in made.files["whydenied.js"].decode()


def test_an_offline_copy_has_pages_that_end_in_html(guide: Path) -> None:
    made = embed.embedded(load(), guide, offline=True)
    assert "guide/house/rules.html" in made.files
    assert 'src="../../whydenied.js"' in made.files["guide/house/rules.html"].decode()


def test_a_second_run_takes_away_what_the_first_left(tmp_path: Path) -> None:
    folder = tmp_path / "whydenied"
    embed.write(embed.Embedded({"a.1.js": b"1", "sections/x.json": b"", "whydenied.js": b""}, ()), folder)
    (folder / "mine.txt").touch()
    (tmp_path / "outside").touch()
    with (folder / "files.txt").open("a") as listed:
        listed.write("../outside\n")
    embed.write(embed.Embedded({"a.2.js": b"2", "whydenied.js": b""}, ()), folder)
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        "a.2.js",
        "files.txt",
        "mine.txt",
        "whydenied.js",
    ]
    assert (tmp_path / "outside").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--language", "xx"], "there are texts in de, en"),
        (["--guide", "no-such-folder"], "there is no such folder"),
    ],
)
def test_a_wrong_call_gets_one_sentence(arguments: list[str], sentence: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "whydenied", "embed", str(tmp_path / "x"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and sentence in done.stderr and not (tmp_path / "x").exists()


def test_without_the_plugin_s_package_it_says_what_to_install(tmp_path: Path) -> None:
    code = 'import sys; sys.modules["markdown"] = None; from whydenied.cli import main; sys.exit(main(sys.argv[1:]))'
    done = subprocess.run(
        [sys.executable, "-c", code, "embed", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and 'pip install "whydenied[embed]"' in done.stderr
