"""What a published guide quotes opens its section for that message, and for no message that it does not mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_whydenied.guide.dialect import page
from mkdocs_whydenied.guide.dialect.links import base
from mkdocs_whydenied.guide.dialect.source import prepared
from mkdocs_whydenied.guide.index import index
from tests.plugin.conftest import build_site
from tests.plugin.test_dialect import read
from whydenied import Guide, check

FOLDER = Path(__file__).parent / "dialect"
ROWS = [json.loads(line) for line in (FOLDER / "kinds.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_message_opens_what_is_meant(row: dict[str, Any]) -> None:
    found = page.read(row["markdown"], lambda address: None, lambda title: None, {"forms": ""}, "")
    guide = Guide.from_json(index([("page/", found)]))
    for asked in (guide, guide.at("page/")):
        opened = [section.url for section in check(row["paste"], asked).sections]
        assert opened[: len(row["opens"])] == row["opens"] and bool(opened) == bool(row["opens"])


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ('```\na\n```<a name="x"></a>\nb', '```\na\n```\n\n<a name="x"></a>\nb\n'),
        ('   ~~~\n   a\n   ~~~ <a id="x"></a><a id="y"></a>', None),
        ('~~~\n```<a name="x"></a>\n~~~', '~~~\n```<a name="x"></a>\n~~~\n'),
        ("+ [\n\n## Lift the anchor\n](#lift)", "+ [Lift the anchor](#lift)\n"),
        ("**Why? ** Because **it** floats", "**Why?**  Because **it** floats\n"),
        ("**To paint the **Main** deck**", None),
        ("** **Colours** **  ", "**Colours**  \n"),
        ("Every hour: **\\*** and ` ** ` and 2 ** 3", None),
        ("    run(**a, **b)", None),
        ("```\n** a **\n#### NOTE\n```", None),
        ("#### WARNING\n\nHot.", "**Warning**\n\nHot.\n"),
        ("## Notes\n\n## Important", None),
        ("#### [ JSON ]\n\n****  \n\ntext", "#### [ JSON ]\n\n\n\ntext\n"),
    ],
)
def test_the_source_is_put_right_where_it_would_be_misread(source: str, meant: str | None) -> None:
    if meant is None:
        meant = source.replace('~~~ <a id="x"></a><a', '~~~\n\n   <a id="x"></a><a') + "\n"
    assert prepared(source) == meant


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Any:
    pages = {
        "amazon-sqs-developer-guide/index.md": (
            "# Ferry Guide\n\n-----\n*****Copyright &copy; Ferries. All rights reserved.*****\n\n-----\n"
            "## Contents\n+ [Boarding](boarding.md)\n   + [Ropes](ropes.md)\n      + [Knots](knots.md)\n"
        ),
        "ropes.md": (
            '# Class Rope<a name="rope"></a>\n\n[Start](#rope-__init__), [Gone](#rope-gone), [Far](far.md)\n\n'
            '## \\_\\_init\\_\\_<a name="rope-__init__"></a>\n\nA\\.\n\n## on<a name="_on_"></a>\n\n'
            "![\\[A rope.\\]](http://docs.aws.amazon.com/f/rope.png) ![\\[Image NOT FOUND\\]](b.png)\n"
        ),
        "tabs.md": (
            '# Tabs<a name="tabs"></a>\n\n'
            + "------\n#### [ A ]\n\n1\n\n------\n#### [ B ]\n\n2\n\n------\n\n" * 2
            + '## After<a name="after"></a>\n\nSeen.\n'
        ),
        "own.md": '# Own { #own }\n\n<a href="#own">a</a> <a href="#no">b</a> <a href="../ropes/#no">c</a>'
        ' <a href="../ropes/#_on_">d</a> <a href="../none/">e</a> <a href="#top">f</a> <a href="/x/">g</a>\n',
    }
    return build_site(tmp_path_factory.mktemp("ferries"), pages)


def test_a_page_of_today_is_recognised() -> None:
    """What the addresses of AWS's documentation answer with ``.md`` at their end."""
    text = (
        "**Help improve this page** \n\nTo contribute, choose **Edit**.\n\n# Troubleshoot ferries\n"
        '<a name="ferries"></a><a name="boats"></a>\n\nFor {{region}}:\n\n------\n#### [ JSON ]\n\n****  \n\n'
        '```\n{}\n```\n\n------\n\n## Ropes\n<a name="ropes"></a>\n\nSee it.\n'
    )
    assert page.recognised(text)
    found = page.read(text, lambda address: None, lambda title: None, {"forms": ""}, "")
    assert [section.id for section in found.sections] == ["ferries", "ropes"] and "boats" in found.markdown
    tab = found.markdown.index("</details>")
    assert found.markdown.index("<pre>") < tab < found.markdown.index("Ropes")


def test_a_page_of_a_command_is_recognised() -> None:
    text = '<a id="cli-aws-ferry-board"></a>\n\n# board\n\n## Description\n\nBoards.\n\n> * min: `1`\n'
    assert page.recognised(text) and not page.recognised(text.replace("cli-aws", "top"))
    found = page.read(text, lambda address: None, lambda title: None, {"forms": ""}, "")
    assert [section.id for section in found.sections] == ["cli-aws-ferry-board"]


def test_a_page_of_contents_is_nested_and_leads_to_the_public_guide(built: Any) -> None:
    html = built.read("amazon-sqs-developer-guide/index.html").split('role="main">')[1]
    assert html.split("Knots")[0].count("<ul>") - html.split("Knots")[0].count("</ul>") == 3
    assert "SQSDeveloperGuide/knots.html" in html


def test_anchors_that_look_like_emphasis_are_ids(built: Any) -> None:
    found = read(built, "ropes/index.html")
    assert {"rope", "rope-__init__", "_on_"} <= set(found.ids) and "{:" not in found.text
    assert 'alt="A rope."' in built.read("ropes/index.html") and 'alt=""' in built.read("ropes/index.html")
    assert "https://docs.aws.amazon.com/f/rope.png" in found.links


def test_two_tab_sets_side_by_side_are_two_groups_that_end(built: Any) -> None:
    html = built.read("tabs/index.html")
    assert html.count('name="whydenied-tabs-1"') == html.count('name="whydenied-tabs-2"') == 2
    assert html.count(" open>") == 2 and html.rindex("</details>") < html.index("Seen.")


def test_dead_links_of_own_pages_are_warnings_and_those_of_others_are_not(built: Any) -> None:
    assert [warning.split("whydenied: ")[-1] for warning in built.warnings] == [
        f"own.md: the link {link} leads to nothing in this site"
        for link in ("#no", "../ropes/#no", "../none/")
    ]


def test_what_is_dead_in_a_guides_source_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "mkdocs"):
        build_site(tmp_path, {"a.md": '# A<a name="a"></a>\n\n[x](#gone) [y](far.md)\n'})
    assert "a.md: the link #gone is dead in the guide's source" in caplog.text
    assert "1 links are shown as text" in caplog.text and "(far.md)" in caplog.text


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Troubleshooting GameLift identity and access", "/gamelift/latest/developerguide"),
        (
            "Troubleshooting Amazon Elastic Container Registry Identity and Access",
            "/AmazonECR/latest/userguide",
        ),
        ("Troubleshooting AWS Transfer Family identity and access", "/transfer/latest/userguide"),
        ("Troubleshooting identity and access issues for AWS IoT Greengrass", None),
        ("Troubleshooting IAM", None),
    ],
)
def test_the_guide_is_known_by_the_service_in_the_title(title: str, address: str | None) -> None:
    found = base("", "page", title)
    assert found == (address and f"https://docs.aws.amazon.com{address}")


def test_a_file_in_another_encoding_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from mkdocs_whydenied.guide.__main__ import main

    (tmp_path / "old.md").write_bytes("# Gr\xf6\xdfe".encode("latin-1"))
    assert main([str(tmp_path), str(tmp_path / "guide.json")]) == 2
    assert "old.md is not in UTF-8" in capsys.readouterr().err
