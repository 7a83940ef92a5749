"""Readers who do something else than was expected of them: leave before the answer and come back, paste half of a
message or two of them, read with their ears, at four times the size, or a name that fills the screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import paste, summary
from tests.browser.states import ANYWHERE, INVOKED

Opened = Callable[..., Page]

HOLD = """() => {
  const ask = whydenied.ask;
  whydenied.ask = async (...asked) => {
    const report = await ask(...asked);
    await new Promise((go) => (window.answerNow = go));
    return report;
  };
}"""
SENTENCE = "The role deploy was denied lambda:InvokeFunction on orders"


def in_the_box(page: Page) -> None:
    paste(page, INVOKED)


def anywhere(page: Page) -> None:
    page.evaluate(ANYWHERE, INVOKED)


@pytest.mark.parametrize(("place", "ask"), [("", in_the_box), ("function/", anywhere)])
def test_an_answer_that_comes_when_the_reader_is_back_is_shown(
    place: str, ask: Callable[[Page], None], instant_site: str, open_page: Opened
) -> None:
    page = open_page(f"{instant_site}{place}")
    page.evaluate(HOLD)
    ask(page)
    page.wait_for_function("() => window.answerNow")
    page.evaluate("() => document.querySelector('a[href*=\"execution-role/\"]').click()")
    page.wait_for_url("**/execution-role/**")
    page.go_back()
    page.wait_for_url(f"**/a/b/{place}")
    expect(page.locator(".whydenied-summary")).to_have_count(0)
    page.evaluate("() => window.answerNow()")
    assert SENTENCE in summary(page)
    expect(page.locator(".whydenied-form textarea")).to_have_value(INVOKED)
    expect(page.locator(".whydenied-summary")).to_be_focused()


def test_what_is_said_aloud_ends_with_the_answer(guide_site: str, open_page: Opened) -> None:
    """Progress is no longer to be found by who reads on below the answer."""
    page = open_page(guide_site)
    paste(page, INVOKED)
    summary(page)
    expect(page.locator(".whydenied-status").first).to_have_text("")


PUT = (
    "User: arn:aws:iam::222233334444:user/mia is not authorized to perform: s3:PutObject on resource: "
    '"arn:aws:s3:::weekly-digest/a.txt" because no identity-based policy allows the s3:PutObject action'
)


def test_of_several_denials_the_first_screen_says_that_there_are_more(
    guide_site: str, warm_page: Opened
) -> None:
    page = warm_page(guide_site)
    paste(page, f"{INVOKED}\n\n{PUT}")
    summary(page)
    note = page.locator(".whydenied-one")
    expect(note).to_contain_text("Denial 1 of 2 in your paste.")
    expect(note).to_be_in_viewport()
    note.locator("button").click()
    first = page.locator(".whydenied-choice").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    page.locator(".whydenied-choice").last.click()
    expect(note).to_contain_text("Denial 2 of 2 in your paste.")
    paste(page, PUT)
    summary(page)
    expect(note).to_have_count(0)


HALVES = {
    "User: arn:aws:iam::222233334444:user/mia is not authorized to perf": [
        "it ends before it says what was denied"
    ],
    "AccessDenied": ["The whole message with the lines around it"],
    PUT: [],
    "An error occurred (ExpiredToken) when calling the ListBuckets operation: The provided token has expired.": [],
}
"""A paste -> what it is asked for first; nothing where it says enough, or where no more of it would help."""


@pytest.mark.parametrize("text", HALVES)
def test_half_a_message_is_asked_for_the_other_half(text: str, guide_site: str, warm_page: Opened) -> None:
    page = warm_page(guide_site)
    paste(page, text)
    summary(page)
    steps = page.locator(".whydenied-next li")
    expect(steps.first if HALVES[text] else steps).to_contain_text(HALVES[text])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (PUT, "Already have a policy for this?"),
        ("An error occurred (ExpiredToken) when calling the GetItem operation: The token has expired", ""),
        ('Unable to locate credentials. You can configure credentials by running "aws login".', ""),
    ],
)
def test_a_policy_is_asked_for_where_one_can_help(
    text: str, asked: str, guide_site: str, warm_page: Opened
) -> None:
    page = warm_page(guide_site)
    paste(page, text)
    summary(page)
    offers = page.locator(".whydenied-more > summary")
    expect(offers).to_contain_text([asked] if asked else [])
    expect(page.locator(".whydenied-check-it")).to_contain_text(
        "allow a minute for the change" if asked else "Make the call again."
    )


def test_what_says_nothing_has_nothing_to_check(guide_site: str, warm_page: Opened) -> None:
    page = warm_page(guide_site)
    paste(page, "AccessDenied")
    summary(page)
    expect(page.locator(".whydenied-check-it")).to_have_count(0)


NARROW = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::weekly-digest"
    }
  ]
}"""


def test_a_new_statement_stands_as_far_in_as_its_neighbour(guide_site: str, warm_page: Opened) -> None:
    page = warm_page(guide_site)
    paste(page, f"{PUT}\n\n{NARROW}")
    summary(page)
    change = page.locator(".whydenied-fixes .whydenied-change").first
    lines = change.locator("ins").all_text_contents()
    assert [line.removeprefix("After: ").rstrip("\n") for line in (lines[0], lines[1], lines[-1])] == [
        "},",
        "{",
        "}",
    ]
    assert any(line.startswith('  "Sid"') for line in lines)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (720, 450), (375, 667), (360, 225)])
def test_the_sentence_is_under_no_header(width: int, height: int, guide_site: str, open_page: Opened) -> None:
    """Also at four times the size, where the screen is lower than the sentence."""
    page = open_page(guide_site, width=width, height=height)
    paste(page, PUT)
    summary(page)
    expect(page.locator(".whydenied-summary")).to_be_focused()
    top = "(each) => each.getBoundingClientRect().top - document.querySelector('.md-header').offsetHeight"
    assert 0 <= page.locator(".whydenied-summary").evaluate(top) < height


def test_an_action_and_a_key_stay_in_one_piece(guide_site: str, warm_page: Opened) -> None:
    """Names are broken after colons and slashes, but a service's prefix is no piece of its own."""
    page = warm_page(guide_site, width=340, height=700)
    paste(page, INVOKED)
    summary(page)
    page.locator(".whydenied-read > summary").click()
    pieces = "(all) => all.map((each) => each.innerHTML.split('<wbr>')[0])"
    assert page.locator(".whydenied-phrase.whydenied-action").evaluate_all(pieces) == [
        "lambda:InvokeFunction"
    ]
    assert "aws:RequestedRegion" in page.locator(".whydenied-fact > dt").evaluate_all(pieces)


TRUST = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::222233334444:role/auditors"},
      "Action": "sts:AssumeRole"
    }
  ]
}"""
ASSUMED = (
    "User: arn:aws:iam::222233334444:user/mia is not authorized to perform: sts:AssumeRole on resource: "
    "arn:aws:iam::222233334444:role/readers"
)


def test_a_policy_that_names_others_is_the_one_to_change(guide_site: str, warm_page: Opened) -> None:
    page = warm_page(guide_site)
    paste(page, f"{ASSUMED}\n\n{TRUST}")
    summary(page)
    expect(page.locator(".whydenied-verdict")).to_contain_text("The policy doesn't name this caller.")
    expect(page.locator(".whydenied-fix-title")).to_contain_text("to the Principal of statement 1")
    expect(page.locator(".whydenied-change").first).to_contain_text("user/mia")


TODO = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": ["sqs:DeleteMessage"], "Resource": "arn:aws:sqs:eu-west-1:222233334444:jobs"},
    {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}
  ]
}"""


def test_what_to_do_is_a_sentence_and_what_to_write_is_code(guide_site: str, warm_page: Opened) -> None:
    """`Use instead: Add sqs:ReceiveMessage` is neither."""
    page = warm_page(guide_site)
    paste(page, TODO)
    summary(page)
    for words in page.locator(".whydenied-finding > p:last-of-type").all_text_contents():
        assert not re.search(r"Use instead: [A-Z][a-z]+ ", words), words
    expect(page.locator(".whydenied-finding", has_text="lambda-esm-role-actions")).to_contain_text(
        "Add sqs:ReceiveMessage and sqs:GetQueueAttributes."
    )


def test_each_of_several_policies_says_how_its_kind_is_known(guide_site: str, warm_page: Opened) -> None:
    page = warm_page(guide_site)
    paste(page, f"{TRUST}\n\n{TODO}")
    assert summary(page)
    expect(page.locator(".whydenied-further")).to_contain_text("These are 2 policies: ")
    expect(page.locator(".whydenied-head > .whydenied-note")).to_have_count(2)
    paste(page, TODO)
    summary(page)
    expect(page.locator(".whydenied-further")).to_contain_text("This is an identity-based policy: ")
    expect(page.locator(".whydenied-head > .whydenied-note")).to_have_count(0)


LONG = f"arn:aws:s3:::weekly-digest/{'/'.join(f'year={year}' for year in range(1900, 2010))}"


@pytest.mark.parametrize(("width", "height", "most"), [(1440, 900, 420), (375, 667, 600)])
def test_a_name_that_would_fill_the_screen_leaves_the_fix_in_reach(
    width: int, height: int, most: int, guide_site: str, warm_page: Opened
) -> None:
    page = warm_page(guide_site, width=width, height=height)
    paste(page, PUT.replace("arn:aws:s3:::weekly-digest/a.txt", LONG))
    summary(page)
    tops = page.evaluate(
        "() => ['.whydenied-answer', '.whydenied-fix', '.whydenied-copy'].map("
        "(each) => document.querySelector(each).getBoundingClientRect().top)"
    )
    assert tops[1] - tops[0] <= most
    if width > 1000:
        expect(page.locator(".whydenied-copy").first).to_be_in_viewport()
    code = page.locator(".whydenied-syntax code").first
    expect(code).to_contain_text(LONG)
