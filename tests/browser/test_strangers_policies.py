"""Readers who bring policies: beside the error or alone, to change them, to take a change back, and to try a call."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import paste, section, summary
from tests.browser.states import FROM_OFFICE, INVOKED
from tests.browser.test_strangers import PUT

Opened = Callable[..., Page]

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


LACKING = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": ["sqs:DeleteMessage"], "Resource": "arn:aws:sqs:eu-west-1:222233334444:jobs"},
    {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}
  ]
}"""


def test_what_to_do_is_a_sentence_and_what_to_write_is_code(guide_site: str, warm_page: Opened) -> None:
    """`Use: Add sqs:ReceiveMessage` is neither."""
    page = warm_page(guide_site)
    paste(page, LACKING)
    summary(page)
    for words in page.locator(".whydenied-finding > p:last-of-type").all_text_contents():
        assert not re.search(r"Use: [A-Z][a-z]+ ", words), words
    expect(page.locator(".whydenied-finding", has_text="lambda-esm-role-actions")).to_contain_text(
        "Add sqs:ReceiveMessage and sqs:GetQueueAttributes."
    )


def test_each_of_several_policies_says_how_its_kind_is_known(guide_site: str, warm_page: Opened) -> None:
    page = warm_page(guide_site)
    paste(page, f"{TRUST}\n\n{LACKING}")
    assert summary(page)
    expect(page.locator(".whydenied-further")).to_contain_text("These are 2 policies: ")
    expect(page.locator(".whydenied-head > .whydenied-note")).to_have_count(2)
    paste(page, LACKING)
    summary(page)
    expect(page.locator(".whydenied-further")).to_contain_text("This is an identity-based policy: ")
    expect(page.locator(".whydenied-head > .whydenied-note")).to_have_count(0)


def test_labels_are_words_and_keys_are_code(guide_site: str, warm_page: Opened) -> None:
    page = warm_page(guide_site)
    paste(page, f"{INVOKED}\n\n{FROM_OFFICE}")
    summary(page)
    page.locator(".whydenied-trial > summary").click()
    family = "(each) => getComputedStyle(each).fontFamily"
    body = page.locator(".whydenied-trial > p").first.evaluate(family)
    labels = page.locator(".whydenied-trial .whydenied-context > label > span")
    assert labels.count() == 3
    assert {labels.nth(at).evaluate(family) for at in range(3)} == {body}
    assert page.locator(".whydenied-verdict label span").evaluate(family) != body


def test_a_policy_pasted_beside_the_error_leads_to_the_answer(guide_site: str, warm_page: Opened) -> None:
    """It is above the second box, out of sight; who types there stays there."""
    page = warm_page(guide_site, width=1200, height=700)
    paste(page, PUT)
    section(page)
    page.locator(".whydenied-more > summary").click()
    second = page.locator(".whydenied-more textarea")
    second.focus()
    second.evaluate(
        "(box, text) => { box.value = text; box.dispatchEvent(new ClipboardEvent('paste', { bubbles: true }));"
        "box.dispatchEvent(new Event('input', { bubbles: true })); }",
        NARROW,
    )
    verdict = page.locator(".whydenied-verdict")
    expect(verdict).to_contain_text("The policy doesn't allow this action.")
    expect(page.locator(".whydenied-summary")).to_be_focused()
    expect(verdict).to_be_in_viewport()
    expect(page.locator(".whydenied-status").first).to_have_text(
        "Updated. The policy doesn't allow this action."
    )
    second.focus()
    second.fill(NARROW.replace("s3:GetObject", "s3:PutObject"))
    expect(verdict).to_contain_text("The policy doesn't cover this resource.")
    expect(second).to_be_focused()
    page.locator(".whydenied-more > button").click()
    expect(page.locator(".whydenied-summary")).to_be_focused()


def test_a_change_is_taken_back_where_it_was_made(guide_site: str, warm_page: Opened) -> None:
    """The verdict that turned stays in sight, and its way back beside it."""
    page = warm_page(guide_site)
    paste(page, f"{PUT}\n\n{NARROW}")
    section(page)
    page.locator(".whydenied-edited button").click()
    verdict = page.locator(".whydenied-verdict")
    expect(verdict).to_contain_text("The policy already allows this.")
    expect(verdict).to_be_in_viewport()
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(verdict).to_contain_text("The policy doesn't allow this action.")
    expect(undo).to_have_count(0)
    expect(page.locator(".whydenied-edited button")).to_be_focused()


READ = '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::weekly-digest/*"}'
WRITE = READ.replace("s3:GetObject", "s3:*Object")
TAKEN_OUT = {"the first": ([READ, WRITE], [READ], 1), "the last": ([READ, READ], [READ, READ], 3)}
"""Statements, those of which something is taken out, and the lines of that change: a comma goes, too."""


@pytest.mark.parametrize("which", TAKEN_OUT)
def test_a_statement_taken_out_is_all_that_a_change_shows(
    which: str, guide_site: str, warm_page: Opened
) -> None:
    statements, gone, count = TAKEN_OUT[which]
    page = warm_page(guide_site)
    listed = ",\n    ".join(statements)
    paste(page, f'{{\n  "Version": "2012-10-17",\n  "Statement": [\n    {listed}\n  ]\n}}')
    summary(page)
    change = page.locator(".whydenied-finding .whydenied-change").first
    lines = change.locator("del").all_text_contents()
    assert len(lines) == len(gone)
    assert gone[-1] in lines[-1]
    assert change.locator("del, ins").count() == count
