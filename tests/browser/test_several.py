"""Several denials in one paste: each is explained when it is chosen, with its own change and verdict."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.asking import paste, section, summary
from tests.browser.drawn import BOUNDARY, BY_SCP, IDENTITY, draw, mark

TWO = f"{IDENTITY}\n{IDENTITY.replace('GetFunction', 'DeleteFunction')}"


def test_each_of_several_refusals_is_explained_when_it_is_chosen(
    start: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(start)
    draw(page, f"{BOUNDARY}\n{BY_SCP}\n{BY_SCP}\n")
    expect(page.locator(".whydenied-list")).to_contain_text("2 different denials found, 3 in all")
    assert "GetFunction" in summary(page)
    second = page.locator(".whydenied-choice").nth(1)
    expect(second).to_contain_text("2 times")
    second.click()
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-pressed", "true")
    assert "was denied lambda:PublishVersion" in summary(page)
    expect(page.locator(".whydenied-decided")).to_contain_text("Service control policy")
    expect(page.locator(".whydenied-advice")).to_contain_text("organization")
    expect(mark(page, "action")).to_have_text("lambda:PublishVersion")


def test_what_to_change_is_of_the_refusal_that_is_chosen(
    guide_site: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(guide_site)
    draw(page, TWO)
    change = page.locator(".whydenied-fix .whydenied-syntax").first
    expect(change).to_contain_text("lambda:GetFunction")
    page.locator(".whydenied-choice").nth(1).click()
    expect(change).to_contain_text("lambda:DeleteFunction")
    expect(page.locator(".whydenied-request")).to_contain_text("lambda:DeleteFunction")
    page.locator("why-denied textarea").first.fill(
        f"{IDENTITY}\n{IDENTITY.replace('GetFunction', 'TagResource')}"
    )
    expect(change).to_contain_text("lambda:TagResource")


def test_a_verdict_stands_with_its_refusal(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    policy = {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "lambda:GetFunction", "Resource": "*"},
    }
    draw(page, f"{BOUNDARY}\n{BY_SCP}\n{json.dumps(policy)}")
    expect(page.locator(".whydenied-verdict")).to_have_count(1)
    expect(page.locator(".whydenied-verdict")).to_contain_text("The policy already allows this.")
    first = page.locator(".whydenied-verdict").inner_text()
    page.locator(".whydenied-choice").nth(1).click()
    expect(page.locator(".whydenied-verdict")).not_to_have_text(first)
    expect(page.locator(".whydenied-was")).to_have_count(0)


def test_the_strip_tells_of_the_denial_that_was_chosen(
    instant_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(instant_site)
    paste(page, TWO)
    section(page)
    second = page.locator(".whydenied-choice").nth(1)
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    section(page)
    page.locator(".whydenied-section-title > a").click()
    expect(page.locator(".whydenied-strip-summary")).to_contain_text("lambda:DeleteFunction")


def test_an_answer_that_comes_after_the_reader_has_gone_on_waits_for_the_way_back(
    instant_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(instant_site)
    paste(page, TWO)
    section(page)
    page.evaluate(
        "() => { const ask = whydenied.ask; whydenied.ask = async (...asked) => "
        "{ const report = await ask(...asked); await new Promise((go) => (window.answerNow = go)); return report; }; }"
    )
    page.locator(".whydenied-choice").nth(1).click()
    page.locator(".whydenied-section-title > a").click()
    strip = page.locator(".whydenied-strip-summary")
    expect(strip).to_contain_text("lambda:GetFunction")
    here = page.url
    page.wait_for_function("() => window.answerNow")
    page.evaluate("() => { window.answerNow(); return new Promise((done) => setTimeout(done)); }")
    assert page.url == here
    expect(strip).to_contain_text("lambda:GetFunction")
    assert page.locator("mark.whydenied-own").count() > 0
    page.locator(".whydenied-back").click()
    expect(page.locator(".whydenied-choice").nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".whydenied-summary")).to_contain_text("lambda:DeleteFunction")
