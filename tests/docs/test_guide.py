"""The guide of docs/: its sections are there and state their facts, its forms are met by samples, its
policies are sound."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import ROOT
from whydenied import Guide, check
from whydenied.errors.forms import FormSet
from whydenied.guide import PREFIX, Form
from whydenied.text.squeeze import Squeezed
from whydenied.text.text import Text

PAGES = {
    file.relative_to(ROOT / "docs").as_posix(): file.read_text("utf-8")
    for file in sorted((ROOT / "docs").rglob("*.md"))
}
FACTS = [json.loads(line) for line in (ROOT / "tests/docs/facts.jsonl").read_text("utf-8").splitlines()]
# The anchors of AWS's own page, which others link to:
# https://docs.aws.amazon.com/lambda/latest/dg/security_iam_troubleshoot.html
AWS_ANCHORS = {
    PREFIX.removesuffix("-"),
    *(
        PREFIX + name
        for name in ("no-permissions", "passrole", "access-keys", "admin-delegate", "cross-account-access")
    ),
    *(PREFIX + name for name in ("admin-deprecation", "admin-deprecation-aws", "admin-deprecation-customer")),
}
# Policies that are shown because they are wrong, or that look wrong to a reader who lacks what stands around
# them: the page, words of the fence, the finding, and the reason.
SHOWN_AS_WRONG: list[tuple[str, str, str, str]] = []


@pytest.mark.parametrize("row", FACTS, ids=lambda row: row["id"].removeprefix(PREFIX))
def test_a_section_states_its_facts(row: dict[str, Any]) -> None:
    section = sections()[row["id"]]
    assert [fact for fact in row["states"] if not re.search(fact, section, re.IGNORECASE)] == []


def test_the_anchors_of_aws_are_there() -> None:
    assert AWS_ANCHORS - set(sections()) == set()


def test_every_form_is_met_by_a_sample_of_its_section(guide: Guide) -> None:
    missed = [
        form.text
        for section in guide.sections
        for form in section.forms
        if not any(meets(form, each) for each in section.samples)
    ]
    assert missed == []


def test_every_section_that_has_forms_has_a_title(guide: Guide) -> None:
    assert [section.id for section in guide.sections if section.forms and not section.title] == []


def test_a_gist_is_two_short_sentences(guide: Guide) -> None:
    told = [text for each in guide.sections if each.gist for text in (each.gist.cause, each.gist.fix)]
    assert [text for text in told if not (text.endswith(".") and len(text) <= 150)] == []
    assert [text for text in told if re.search(r"[.!?] [A-Z]", text)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_policy_is_sound(page: str) -> None:
    assert [*unsound(page)] == []


def test_no_policy_is_excused_in_vain() -> None:
    for page, words, code, _ in SHOWN_AS_WRONG:
        assert any(words in fence.content and code in found(fence) for fence in fences(page)), (
            page,
            words,
            code,
        )


def test_every_json_fence_is_json() -> None:
    for page in PAGES:
        for fence in fences(page):
            if fence.info.split(" ")[0] == "json":
                json.loads(fence.content)


@cache
def sections() -> dict[str, str]:
    """Section id -> its Markdown up to the next heading of its level, on one line."""
    parts: dict[str, str] = {}
    for text in PAGES.values():
        lines = text.split("\n")
        headings = [
            (token.map[0], int(token.tag[1]))
            for token in MarkdownIt().parse(text)
            if token.type == "heading_open" and token.map
        ]
        for at, (start, level) in enumerate(headings):
            end = next((line for line, other in headings[at + 1 :] if other <= level), len(lines))
            if name := re.search(r"\{ ?#([\w-]+)", lines[start]):
                parts[name[1]] = " ".join(" ".join(lines[start:end]).split())
    return parts


def fences(page: str) -> Iterator[Token]:
    """The fences of a page that show what a reader should write, not what AWS prints."""
    yield from (
        token
        for token in MarkdownIt().parse(PAGES[page])
        if token.type == "fence" and token.info.split(" ")[0] not in ("sample", "form")
    )


def found(fence: Token) -> list[str]:
    """The codes of what is wrong with the policies of a fence."""
    if "Statement" not in fence.content:
        return []
    report = check(fence.content, Guide.empty())
    return [
        each.code
        for policy in report.policies
        for each in policy.findings
        if each.severity in ("error", "warning")
    ]


def unsound(page: str) -> Iterator[str]:
    """The findings of the policies of a page that are not excused, each with its line."""
    for fence in fences(page):
        excused = {
            code for where, words, code, _ in SHOWN_AS_WRONG if where == page and words in fence.content
        }
        yield from (
            f"{page}:{(fence.map or [0])[0] + 1}: {code}" for code in found(fence) if code not in excused
        )


def meets(form: Form, sample: str) -> bool:
    return bool(FormSet([form]).find(Squeezed(Text(sample))))
