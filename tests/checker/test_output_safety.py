"""What is printed cannot be turned against its reader: nothing of a paste is live in Markdown, no control reaches a
terminal, SARIF points at the right characters of the file itself."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.cases.hostile import HOSTILE as PASTES
from tests.properties import examples
from whydenied import Guide, check
from whydenied.cli import main
from whydenied.cli.formats import FORMATS
from whydenied.cli.formats.shown import code, prose, visible
from whydenied.cli.formats.text import render_whole
from whydenied.cli.question import Answer, File

SIGNS = [
    "**bold**", "<b>x</b>", "<img src=x>", "![i](//x.example/i.png)", "[a](https://x.example)", "# head", "> quote", "- item", "1. one", "`code`", "``", "|", "a | b",
    "~~gone~~", "@team", "#12", "www.x.example", "https://x.example", "a@x.example", "&amp;", "\\*", "<!--", "```", "~~~", "===", "---", "***", "_a_", "a _b c_ d", "*a b*",
    "[a b]: https://x.example", "\u202e", "\u2066", "\x1b]52;c;YQ==\x07", "\x9b31m", "\u0085", "\u2028", "\x07", "\u200b", "\U000e0041", "$x$", "<topic>", "\r\n", "\n\n# head\n",
]  # fmt: skip
VALUES = st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=8)), min_size=1, max_size=5).map(
    " ".join
)
LIVE = {"html_inline", "html_block", "image", "em_open", "s_open", "hr", "blockquote_open", "link_open"}
READER = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])


def live(text: str) -> list[str]:
    """The live elements of Markdown, but for the one heading and the one link that are ours."""
    tokens = READER.parse(text)
    flat = [*tokens, *(child for token in tokens for child in token.children or [])]
    found = [token.type for token in flat if token.type in LIVE]
    headings = [token for token in tokens if token.type == "heading_open"]
    links = [token.attrGet("href") for token in flat if token.type == "link_open"]
    words = [token.content for token in flat if token.type == "text"]
    mentions = [word for word in words if "@" in word or "www." in word or "://" in word]
    ours = [
        link
        for link in links
        if str(link).startswith(
            (
                "troubleshoot",
                "denied-by",
                "policy",
                "cred",
                "exec",
                "func",
                "res",
                "call",
                "mess",
                "new",
                "work",
                "lately",
                "page",
            )
        )
    ]
    return [*found[: len(found) - len(ours)], *["heading"] * (len(headings) - 1), *mentions]


def pastes(value: str) -> list[str]:
    """A hostile value in every slot of a message, and in every place of a policy."""
    denied = "User: {} is not authorized to perform: lambda:GetFunction on resource: {} with an explicit deny"
    policy = {
        "Version": value,
        "Statement": [
            {"Sid": value, "Effect": value, "Action": [value, f"s3:{value}"], "Resource": value, value: 1},
            {
                "Effect": "Allow",
                "Action": "s3:GetObject",
                "Resource": "*",
                "Condition": {value: {value: value}},
            },
        ],
    }
    text = json.dumps(policy, ensure_ascii=False)
    return [
        denied.format(value, "orders"),
        denied.format("ines", value),
        text,
        f"{denied.format(value, value)}\n{text}",
    ]


def unseen(text: str) -> set[str]:
    return {
        char
        for char in text
        if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Co")
    }


def hold(paste: str, guide: Guide) -> None:
    report = check(paste, guide)
    answers = [Answer(report, File(paste, "<b>**x**\u202e.json"))]
    assert live(FORMATS["markdown"](answers)) == [], paste
    for render in (*FORMATS.values(), render_whole):
        assert not unseen(render(answers)), paste
    assert json.loads(FORMATS["json"](answers)) == json.loads(json.dumps(report.to_json()))


@pytest.mark.parametrize("value", SIGNS)
def test_no_sign_is_live(value: str, guide: Guide) -> None:
    for paste in pastes(f"x{value}y") + pastes(value):
        hold(paste, guide)


@pytest.mark.slow
@pytest.mark.parametrize("paste", PASTES, ids=range(len(PASTES)))
def test_no_hostile_paste_is_live(paste: str, guide: Guide) -> None:
    hold(paste, guide)


@examples(60)
@given(value=VALUES)
def test_no_value_is_live(value: str, guide: Guide) -> None:
    for paste in pastes(value)[:3]:
        hold(paste, guide)


@examples(200)
@given(VALUES)
def test_code_and_prose_say_what_they_were_given(value: str) -> None:
    (inline,) = [token for token in READER.parse(f"a {code(value)} b") if token.type == "inline"]
    (span,) = [child.content for child in inline.children or [] if child.type == "code_inline"]
    assert span.split() == visible(value).split()
    assert not live(prose(value)[:0] or f"# ours\n\n{prose(value)}\n")


BOTH = '{\r\n  "Version": "2012-10-17",\r\n  "Statement": [{"Effect": "allow", "Action": "s3:GetObject", "Resource": "*"}]\r\n}\r\n'


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_sarif_points_into_the_file(
    mark: str, end: str, encoding: str, tmp_path: Path, capsys, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    content = BOTH.replace("\r\n", end)
    name = "a b#ü%.json"
    Path(name).write_bytes(
        (mark + content).encode("utf-8") if encoding == "utf-8" else content.encode("utf-16")
    )
    assert main(["check", name, "--format", "sarif"]) == 1
    place = json.loads(capsys.readouterr().out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    region = place["region"]
    assert content[region["charOffset"] :][: region["charLength"]] == '"allow"'
    assert (region["startLine"], region["startColumn"]) == (3, 28)
    assert (region["endLine"], region["endColumn"]) == (3, 35)
    assert place["artifactLocation"]["uri"] == "a%20b%23%C3%BC%25.json"


def test_an_error_at_the_terminal_shows_no_control(tmp_path: Path, capsys) -> None:
    assert main(["check", str(tmp_path / "no\x1b[2Jfile")]) == 2
    assert not unseen(capsys.readouterr().err)
