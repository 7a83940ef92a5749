"""The first minute on the page: what stands there before a paste, a paste anywhere, an answer to too little, a
secret taken out, an answer passed on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import check, paste, section, summary
from tests.browser.states import ANYWHERE

Opened = Callable[..., Page]
ORDERS = "arn:aws:lambda:sa-east-1:222233334444:function:billing"
DENIED = (
    "User: arn:aws:sts::222233334444:assumed-role/ship-it/build-9 is not authorized to perform: "
    f"lambda:InvokeFunction on resource: {ORDERS} because no identity-based policy allows the "
    "lambda:InvokeFunction action"
)
SENTENCE = "The role ship-it was denied lambda:InvokeFunction on billing"
KEY = "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYzzzzzzzzzz"
LEAKED = f"aws_access_key_id = AKIA{'QX7WN2ZR5TLB3KVD'}\naws_secret_access_key = {KEY}\n{DENIED}"
TOP = "(element) => element.getBoundingClientRect().top + scrollY"


def of(page: Page, selector: str) -> float:
    """How far below the answer's top an element begins."""
    answer, found = (page.locator(each).first.evaluate(TOP) for each in (".whydenied-answer", selector))
    return float(found - answer)


@pytest.mark.parametrize("width", [375, 1440])
def test_the_first_screen(width: int, start: str, open_page: Opened) -> None:
    page = open_page(start, width=width, height=900 if width > 400 else 720)
    expect(page.locator(".md-sidebar--secondary")).to_be_hidden()
    if width > 400:
        expect(page.locator(".md-sidebar--primary")).to_be_hidden()
    assert page.locator(".whydenied-box").evaluate(TOP) <= 250
    expect(page.locator(".whydenied-chips button")).to_have_count(3)
    for chip in page.locator(".whydenied-chips button").all():
        expect(chip).to_be_in_viewport(ratio=1)
    worked = page.locator(".whydenied-worked")
    expect(worked).to_contain_text("because no identity-based policy allows it")
    expect(worked.locator("pre").last).to_contain_text('"Effect": "Allow"')
    asked = [url for url in page.requests if "assets/whydenied" in url]  # type: ignore[attr-defined]
    # The workers of an offline copy's search are Material's.
    named = {url.rsplit("/", 1)[1].split(".")[0] for url in asked} - {"native-worker", "iframe-worker"}
    assert named == {"whydenied"}, "style and script of the page, and nothing of the runtime"
    paste(page, DENIED)
    summary(page)
    expect(worked).to_be_hidden()


@pytest.mark.parametrize(
    ("width", "height", "most"), [(375, 720, 600), (1440, 900, 420), (320, 640, 600), (2560, 1440, 420)]
)
@pytest.mark.parametrize("text", [DENIED, LEAKED], ids=["denied", "with-a-secret"])
def test_the_fix_is_within_reach(
    text: str, width: int, height: int, most: int, guide_site: str, warm_page: Opened
) -> None:
    """Under the answer's top, and the button that copies it without scrolling."""
    page = warm_page(guide_site, width=width, height=height)
    page.emulate_media(reduced_motion="reduce")
    check(page, text)
    assert of(page, ".whydenied-fixes") <= most
    if text is DENIED or width > 400:
        expect(page.locator(".whydenied-copy").first).to_be_in_viewport(ratio=1)


def test_a_paste_anywhere_is_answered_there(start: str, open_page: Opened) -> None:
    page = open_page(
        start.replace("index.html", "") + ("troubleshoot.html" if "html" in start else "troubleshoot/")
    )
    page.evaluate("() => { window.kept = true; }")
    address = page.url
    page.evaluate(ANYWHERE, DENIED)
    assert SENTENCE in summary(page)
    section(page)
    assert page.evaluate("() => window.kept") and page.url == address
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(({ id }) => id)")
    assert len(ids) == len({*ids})
    page.evaluate(ANYWHERE, "AccessDenied")
    expect(page.locator(".whydenied-summary")).to_contain_text("AWS denied this")
    assert page.locator("why-denied").count() == 1
    page.get_by_role("button", name="Close").click()
    expect(page.locator("why-denied")).to_have_count(0)


def test_a_field_keeps_its_paste(instant_site: str, open_page: Opened) -> None:
    page = open_page(f"{instant_site}troubleshoot/")
    page.evaluate(ANYWHERE.replace("document.body", "document.querySelector('.md-search__input')"), DENIED)
    page.wait_for_timeout(300)
    expect(page.locator("why-denied")).to_have_count(0)


def test_a_checker_that_came_is_there_after_back(instant_site: str, open_page: Opened) -> None:
    page = open_page(f"{instant_site}function/")
    page.evaluate(ANYWHERE, DENIED)
    section(page)
    page.locator(".whydenied-section-title > a").click()
    page.wait_for_url("**/troubleshoot/#*")
    expect(page.locator("why-denied")).to_have_count(0)
    page.go_back()
    page.wait_for_url("**/function/**")
    assert SENTENCE in summary(page)
    expect(page.locator(".whydenied-form textarea")).to_have_value(DENIED)


def test_too_little_gets_the_table_of_common_errors(start: str, open_page: Opened) -> None:
    """On the page that has it a link, elsewhere the table itself."""
    page = open_page(start)
    check(page, "Forbidden")
    answer = page.locator(".whydenied-answer")
    expect(answer).to_contain_text("Something was denied, but this text doesn't say what.")
    for word in ("--debug", "aws cloudtrail lookup-events", "aws sts decode-authorization-message"):
        expect(answer).to_contain_text(word)
    answer.get_by_role("link", name="Don't have the message?").click()
    expect(page.locator("#common-errors")).to_be_in_viewport()
    elsewhere = start.replace("index.html", "") + ("function.html" if "html" in start else "function/")
    other = open_page(elsewhere)
    other.evaluate(ANYWHERE, "Forbidden")
    expect(section(other).locator("table").first).to_contain_text("iam:PassRole")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('{"Message":"Forbidden"}', "The function URL answers 403 Forbidden"),
        ("Task timed out after 3.00 seconds", "Looks like an access error, but isn't"),
        ("Unable to locate something; the token is wrong", "My credentials are missing"),
    ],
)
def test_perhaps_sections_follow_the_words(text: str, title: str, guide_site: str, warm_page: Opened) -> None:
    page = warm_page(guide_site)
    check(page, text)
    expect(page.locator(".whydenied-perhaps li").first).to_contain_text(title)


def test_a_secret_is_taken_out_by_one_click(start: str, warm_page: Opened) -> None:
    page = warm_page(start)
    check(page, LEAKED)
    expect(page.locator(".whydenied-leaked")).to_be_visible()
    page.get_by_role("button", name="Remove from the box").click()
    expect(page.locator(".whydenied-leaked")).to_have_count(0)
    left = page.locator(".whydenied-form textarea").input_value()
    assert KEY not in left and "AKIA" not in left and DENIED in left
    assert SENTENCE in summary(page)
    assert KEY not in page.content()


def shared(page: Page) -> None:
    """Open what passes an answer on."""
    page.get_by_text("Share this answer", exact=True).click()


def test_an_answer_as_markdown(start: str, warm_page: Opened) -> None:
    page = warm_page(start)
    check(page, LEAKED)
    shared(page)
    text = page.locator(".whydenied-share pre")
    expect(text).to_contain_text(f"**{SENTENCE}")
    words = text.inner_text()
    assert '```json\n{\n  "Version"' in words and KEY not in words
    assert ("https://" in words or "](http://" in words) is start.startswith("http")
    page.locator(".whydenied-share").get_by_label("Hide account IDs").check()
    expect(text).not_to_contain_text("222233334444")
    expect(text).to_contain_text("ACCOUNT-A")


@pytest.mark.parametrize(
    "text", [DENIED, LEAKED, f"{DENIED}\n{DENIED.replace('222233334444:f', '999988887777:f')}"]
)
def test_a_link_reproduces_the_answer(text: str, start: str, warm_page: Opened, open_page: Opened) -> None:
    """Account ids are replaced, the same one by the same; secrets are left out; the address keeps nothing."""
    page = warm_page(start)
    check(page, text)
    sentence = summary(page)
    shared(page)
    page.get_by_role("button", name="Make a link to this answer").click()
    expect(page.locator(".whydenied-linked")).to_contain_text("account IDs replaced by examples")
    link = page.locator(".whydenied-address code").inner_text()
    assert link.startswith(f"{start}#paste=")
    other = open_page(link)
    assert summary(other) == sentence
    told = other.locator(".whydenied-form textarea").input_value()
    assert "222233334444" not in told and "111122223333" in told and KEY not in told
    assert ("999988887777" in text) is ("444455556666" in told)
    assert other.url == start
    assert "paste=" not in other.evaluate("() => JSON.stringify(history.state) + location.href")


@pytest.mark.parametrize("packed", ["x", "!!!", "", "eyJwYXN0ZSI6MX0"])
def test_a_broken_link_says_so(packed: str, guide_site: str, open_page: Opened) -> None:
    page = open_page(f"{guide_site}#paste={packed}")
    expect(page.locator(".whydenied-failure")).to_contain_text("This link is incomplete")


def test_a_link_opens_on_a_page_without_a_checker(
    guide_site: str, warm_page: Opened, open_page: Opened
) -> None:
    page = warm_page(guide_site)
    check(page, DENIED)
    shared(page)
    page.get_by_role("button", name="Make a link to this answer").click()
    link = page.locator(".whydenied-address code").inner_text()
    other = open_page(link.replace("/a/b/#", "/a/b/function/#"))
    assert SENTENCE in summary(other)


POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"},
            {
                "Effect": "Deny",
                "Action": "s3:*",
                "Resource": "arn:aws:s3:::reports/secret/*",
                "Condition": {"StringNotEquals": {"aws:PrincipalTag/team": "audit"}},
            },
        ],
    },
    indent=2,
)
OUTCOMES = [
    ("s3:GetObject", "arn:aws:s3:::reports/a.csv", {}, "Allowed.", "Go to statement 1, line 4"),
    ("s3:PutObject", "arn:aws:s3:::reports/a.csv", {}, "Not allowed.", None),
    ("s3:GetObject", "arn:aws:s3:::reports/secret/a", {}, "It depends.", "Go to statement 2, line 9"),
    (
        "s3:GetObject",
        "arn:aws:s3:::reports/secret/a",
        {"aws:PrincipalTag/team": "sales"},
        "Denied by an explicit Deny.",
        "Go to statement 2, line 9",
    ),
    ("s3:GetObject", "arn:aws:s3:::reports/secret/a", {"aws:PrincipalTag/team": "audit"}, "Allowed.", None),
    ("s3:GetObject", "", {}, "Can't tell yet.", None),
]


def test_try_a_call(start: str, warm_page: Opened) -> None:
    page = warm_page(start)
    check(page, POLICY)
    page.get_by_text("Try it: is a call allowed?").click()
    trial = page.locator(".whydenied-trial")
    for action, resource, context, outcome, place in OUTCOMES:
        trial.get_by_label("Action").fill(action)
        trial.get_by_label("Resource").fill(resource)
        for key, value in context.items():
            trial.get_by_label(key).fill(value)
        trial.get_by_label("Action").press("Enter")
        expect(trial.locator(".whydenied-verdict-name")).to_contain_text(outcome)
        if place:
            trial.get_by_role("button", name=place).click()
            expect(page.locator(".whydenied-line:focus")).to_have_count(1)
    assert page.locator("why-denied input").evaluate_all(
        "(all) => all.every((input) => input.type === 'checkbox' || input.autocomplete === 'off')"
    )


def test_the_section_is_one_key_away(instant_site: str, warm_page: Opened) -> None:
    """While the focus is in the answer; a field takes the letter."""
    page = warm_page(instant_site)
    check(page, DENIED)
    section(page)
    page.keyboard.press("j")
    expect(page.locator(".whydenied-section-title")).to_be_focused()
    expect(page.locator(".whydenied-section-title")).to_be_in_viewport()
    page.locator(".whydenied-form textarea").press("j")
    expect(page.locator(".whydenied-form textarea")).to_have_value(re.compile("j"))


CLEAN = {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}


def test_a_clean_policy_is_told_so(start: str, warm_page: Opened) -> None:
    page = warm_page(start)
    check(page, json.dumps({"Version": "2012-10-17", "Statement": [CLEAN]}))
    assert summary(page) == "No errors found."
    expect(page.locator(".whydenied-section")).to_have_count(0)


HEAD = "fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden"


def test_what_follows_from_the_values(guide_site: str, warm_page: Opened) -> None:
    """Folded, with the values: condition keys that the message tells; they are filled in for a trial."""
    page = warm_page(guide_site)
    check(page, f"{DENIED}\n\n{POLICY}")
    page.locator(".whydenied-read > summary").click()
    expect(page.locator(".whydenied-fact")).to_contain_text("aws:RequestedRegion")
    expect(page.locator(".whydenied-fact dd")).to_have_text("sa-east-1")
    expect(page.locator(".whydenied-needs")).to_have_count(0)
    page.get_by_text("Try it: is a call allowed?").click()
    trial = page.locator(".whydenied-trial")
    expect(trial.get_by_label("Action")).to_have_value("lambda:InvokeFunction")
    expect(trial.get_by_label("aws:RequestedRegion")).to_have_value("sa-east-1")
    trial.get_by_role("button", name="Try it").click()
    expect(trial.locator(".whydenied-verdict-name")).to_contain_text("Not allowed.")
    check(page, HEAD)
    expect(page.locator(".whydenied-needs").first).to_contain_text("s3:GetObject")
