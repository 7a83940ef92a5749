"""The main job: paste, understand, have the section that answers; over http under a sub-path and from
disk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import check, leads_to, paste, summary, unfold

PREFIX = "security_iam_troubleshoot-"
TEAM = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": '
    '["lambda:ListFunctions", "lambda:InvokeFunction"], "Resource": "*"}]}'
)
PARTNER = (
    '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": '
    '"arn:aws:iam::444455556666:root"}, "Action": "lambda:InvokeFunction", '
    '"Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders"}]}'
)
PASTES = [
    pytest.param(
        (
            "User: arn:aws:iam::123456789012:user/mateojackson is not authorized to perform: "
            "lambda:GetFunction on resource: my-function"
        ),
        "no-permissions",
        id="seed-1",
    ),
    pytest.param(
        "User: arn:aws:iam::123456789012:user/marymajor is not authorized to perform: iam:PassRole",
        "passrole",
        id="seed-2",
    ),
    pytest.param("aws_access_key_id = AKIAIOSFODNN7EXAMPLE", "access-keys", id="access-key"),
    pytest.param("arn:aws:iam::aws:policy/AWSLambdaFullAccess", "admin-deprecation", id="withdrawn-policy"),
]


@pytest.mark.parametrize(("text", "section"), PASTES)
def test_each_paste_brings_its_own_section(
    text: str, section: str, start: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(start)
    paste(page, text)
    assert summary(page)
    assert leads_to(page).endswith(f"#{PREFIX}{section}")
    expect(page.locator(".whydenied-summary")).to_be_focused()
    expect(page.locator(".whydenied-form textarea")).to_have_value(text)
    assert page.url == start


@pytest.mark.parametrize("text", [pytest.param(PARTNER, id="other-account"), pytest.param(TEAM, id="team")])
def test_a_policy_is_answered_by_its_findings(text: str, start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    paste(page, text)
    assert re.match("No errors found|[0-9]+ errors?:", summary(page))
    expect(page.locator(".whydenied-code")).to_be_visible()
    expect(page.locator(".whydenied-section")).to_have_count(0)
    assert page.url == start


def test_nothing_of_the_runtime_is_fetched_before_the_first_touch(
    start: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(start)
    page.wait_for_timeout(800)
    early = [url for url in page.requests if "/whydenied/" in url]  # type: ignore[attr-defined]
    assert all(url.endswith((".css", ".js")) and not re.search(r"/embed/|/answer\.", url) for url in early), (
        early
    )
    paste(page, "nothing in particular")
    assert "We don't recognize this" in summary(page)
    assert len([url for url in page.requests if "/whydenied/" in url]) > len(early)  # type: ignore[attr-defined]


def test_the_answer_names_and_marks_the_parts(start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    text = "\U0001f600 " + PASTES[0].values[0]  # type: ignore[operator]
    check(page, text)
    unfold(page)
    assert summary(page) == "The user mateojackson was denied lambda:GetFunction on my-function."
    marks = page.locator(".whydenied-mark")
    assert [marks.nth(at).inner_text() for at in range(marks.count())] == [
        "arn:aws:iam::123456789012:user/mateojackson",
        "lambda:GetFunction",
        "my-function",
    ]
    assert page.locator(".whydenied-paste").inner_text() == text
    assert page.locator(".whydenied-row dt").all_inner_texts()[:3] == ["1\nWho", "2\nAction", "3\nResource"]
