"""The answer to an error: the paste tied to its values, the way of the decision, several refusals, secrets,
paper, and how fast it is drawn."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.asking import paste, section
from tests.browser.drawn import BOUNDARY, BY_SCP, CALLER, IDENTITY, ORDERS, REFUSED, draw, mark

KEY = "AKIA" + "QX7WN2ZR5TLB3KVD"

SOONEST = """async (text) => {
  const report = await window.whydenied.ask(text);
  const widget = document.querySelector("why-denied");
  let soonest = Infinity;
  for (let run = 0; run < 500 && soonest >= 16; run++) {
    const start = performance.now();
    widget.draw(report, text);
    document.body.offsetHeight;
    soonest = Math.min(soonest, performance.now() - start);
  }
  return soonest;
}"""
NAMELESS = """() => [...document.querySelectorAll(".whydenied-answer :is(button, a, select, input)")]
  .filter((control) => !(control.getAttribute("aria-label") ?? control.closest("label")?.textContent ?? control.textContent).trim()).length"""


def row(page: Page, slot: str) -> Locator:
    return page.locator(f".whydenied-row.whydenied-{slot}")


def layers(page: Page) -> dict[str, str]:
    """State of each kind of policy, by its name."""
    found = page.locator(".whydenied-layers > li")
    pairs = [
        (found.nth(at).locator(".whydenied-station"), found.nth(at).locator(".whydenied-state"))
        for at in range(found.count())
    ]
    return {name.inner_text(): state.inner_text() for name, state in pairs}


LIT = "whydenied-lit"


def test_every_mark_has_the_number_of_its_value(start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    draw(page, BY_SCP)
    for slot, value in [("principal", CALLER), ("action", "lambda:PublishVersion"), ("resource", ORDERS)]:
        assert mark(page, slot).inner_text() == row(page, slot).locator("code").inner_text() == value
        assert (
            mark(page, slot).get_attribute("data-tag")
            == row(page, slot).locator(".whydenied-tag").inner_text()
        )
    assert row(page, "policy_type").locator(".whydenied-tag").inner_text() == mark(
        page, "effect"
    ).get_attribute("data-tag")
    styles = {
        mark(page, slot).evaluate("(each) => getComputedStyle(each).borderBlockEndStyle")
        for slot in ("principal", "action", "resource", "effect")
    }
    assert len(styles) == 4, "marks differ by more than colour"


def test_pointing_and_focus_light_up_what_belongs_together(
    guide_site: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(guide_site)
    draw(page, BY_SCP)
    mark(page, "resource").hover()
    expect(row(page, "resource")).to_contain_class(LIT)
    expect(page.locator(".whydenied-phrase.whydenied-resource")).to_contain_class(LIT)
    row(page, "action").hover()
    expect(mark(page, "action")).to_contain_class(LIT)
    expect(mark(page, "resource")).not_to_contain_class(LIT)
    row(page, "principal").locator(".whydenied-tag").focus()
    expect(mark(page, "principal")).to_contain_class(LIT)


def test_a_tap_keeps_the_light_on(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site, width=360, height=640)
    draw(page, BY_SCP)
    tag = row(page, "resource").locator(".whydenied-tag")
    mark(page, "resource").click()
    expect(row(page, "resource")).to_be_in_viewport()
    expect(tag).to_have_attribute("aria-pressed", "true")
    page.locator(".whydenied-summary").hover(position={"x": 1, "y": 1})
    expect(mark(page, "resource")).to_contain_class(LIT)
    tag.click()
    expect(tag).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        (BOUNDARY, "Permissions boundary", "doesn't allow it"),
        (BY_SCP, "Service control policy (SCP)", "denies it"),
    ],
)
def test_the_way_of_the_decision_of_an_error_alone(
    text: str, name: str, state: str, start: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(start)
    draw(page, text)
    found = layers(page)
    assert found == {name: state}, "kinds of policy of which nothing is known are left out"
    decided = page.locator(".whydenied-decided")
    expect(decided).to_have_count(1)
    expect(decided).to_contain_text("decided here")
    href = decided.locator("a.whydenied-station").get_attribute("href") or ""
    assert href.endswith("-scp" if "SCP" in name else "-permissions-boundary")


def test_a_refusal_that_names_no_policy_has_no_picture(
    guide_site: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(guide_site)
    draw(page, "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied")
    expect(page.locator(".whydenied-layers")).to_have_count(0)
    expect(row(page, "principal")).to_have_count(0)
    expect(page.locator(".whydenied-next")).to_contain_text("The CloudTrail event of GetObject")


@pytest.mark.parametrize(("width", "height", "most"), [(1440, 900, 420), (375, 812, 600)])
def test_the_first_screen_holds_what_counts(
    width: int, height: int, most: int, start: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(start, width=width, height=height)
    paste(page, IDENTITY)
    section(page)
    expect(page.locator(".whydenied-summary")).to_be_in_viewport(ratio=1)
    expect(page.locator(".whydenied-fix-title")).to_be_in_viewport(ratio=1)
    if width > 1000:
        expect(page.locator(".whydenied-fix .whydenied-copy").first).to_be_in_viewport(ratio=1)
    top = (
        "(each) => each.getBoundingClientRect().top - "
        "document.querySelector('.whydenied-answer').getBoundingClientRect().top"
    )
    assert page.locator(".whydenied-fixes").evaluate(top) <= most


def test_what_the_checker_says_is_english_on_another_page(
    guide_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(guide_site)
    spoken = page.locator(".whydenied-answer [lang=en]")
    draw(page, BOUNDARY)
    expect(spoken).to_have_count(0)
    page.evaluate("() => { document.documentElement.lang = 'de'; }")
    draw(page, BOUNDARY)
    for part in (
        ".whydenied-summary",
        ".whydenied-fix-title span",
        ".whydenied-why",
        ".whydenied-decided .whydenied-note",
        ".whydenied-cautions",
    ):
        expect(page.locator(part).first).to_have_attribute("lang", "en")
    expect(page.locator(".whydenied-check-it > ul:not(.whydenied-cautions)[lang]")).to_have_count(0)


def test_secrets_are_told_of_first(start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    draw(page, f"export AWS_ACCESS_KEY_ID={KEY}\n{BOUNDARY}")
    warning = page.locator(".whydenied-leaked")
    expect(warning).to_contain_text("deactivate it now")
    expect(page.locator(".whydenied-paste")).to_contain_text("[masked]")
    assert KEY not in page.locator(".whydenied-answer").inner_text()
    assert (
        warning.evaluate(
            "(each) => each.compareDocumentPosition(document.querySelector('.whydenied-detail'))"
        )
        & 4
    )
    expect(page.locator(".whydenied-fixes")).not_to_contain_text("deactivate")


def test_an_edit_is_shown_before_it_is_made(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    draw(
        page,
        (
            '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Action": '
            '"s3:ListAllMyBuckets", "Resource": "*"}]}'
        ),
    )
    change = page.locator(".whydenied-change").first
    assert [part.inner_text() for part in change.locator("b").all()] == ['"allow"', '"Allow"']
    expect(change.locator("del")).to_contain_text("Before: ")
    expect(change.locator("ins")).to_contain_text('"Effect": "Allow", "Action"')


def test_a_verdict_that_changes_says_what_it_was(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    policy: dict[str, Any] = {"Effect": "Allow", "Action": "lambda:GetFuntion", "Resource": ORDERS}
    refused = REFUSED.format(
        action="lambda:GetFunction",
        because="because no identity-based policy allows the lambda:GetFunction action",
    )
    draw(page, f"{refused}\n{json.dumps({'Version': '2012-10-17', 'Statement': policy}, indent=1)}")
    expect(page.locator(".whydenied-was")).to_have_count(0)
    page.get_by_role("button", name="Apply the change for unknown-action").click()
    expect(page.locator(".whydenied-verdict-name")).to_contain_text("already allows")
    expect(page.locator(".whydenied-was")).to_contain_text(
        "Before your change: The policy doesn't allow this action."
    )


def test_headings_go_on_from_the_page(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    draw(page, BY_SCP)
    expect(page.get_by_role("heading", level=2, name="The role deploy was denied")).to_have_count(1)
    parts = page.locator(".whydenied-answer").get_by_role("heading", level=3)
    title = section(page).locator("h3").first.inner_text()
    assert parts.all_inner_texts() == ["Fix", title]
    assert page.evaluate(NAMELESS) == 0


def test_paper_shows_all_of_it(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    draw(page, BOUNDARY)
    page.locator(".whydenied-ask > summary").click()
    request = page.locator(".whydenied-request")
    expect(request).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(request).to_be_visible()
    expect(page.locator(".whydenied-tabs").first).to_be_hidden()
    expect(page.get_by_role("button", name="Copy").first).to_be_hidden()
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(request).to_be_hidden()


@pytest.mark.parametrize("width", [320, 3840])
def test_nothing_sticks_out(width: int, guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site, width=width, height=800)
    draw(
        page,
        f"{BY_SCP}: arn:aws:organizations::999988887777:policy/o-exampleorg/service_control_policy/p-{'7k2mw9xz' * 8}".replace(
            "orders", "orders" * 9
        ),
    )
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_right_to_left_values_stay_apart(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    draw(page, BOUNDARY.replace(CALLER, "arn:aws:iam::111122223333:user/דנה"))
    assert row(page, "principal").locator("code").inner_text().endswith("דנה")
    assert mark(page, "principal").evaluate("(each) => getComputedStyle(each).unicodeBidi") == "isolate"
    assert row(page, "principal").locator("dd").get_attribute("dir") == "auto"


def test_a_line_that_begins_right_to_left_keeps_its_message_in_order(
    guide_site: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(guide_site)
    denied = "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: lambda:GetFunction"
    draw(page, f"שגיאה: {denied}\nretried, and given up")
    shown = page.locator(".whydenied-paste")
    left, right = (mark(page, slot).bounding_box() for slot in ("principal", "action"))
    assert left and right
    assert left["y"] != right["y"] or left["x"] < right["x"]
    # The second line is English and begins at the left.
    ends = shown.evaluate("""(element) => {
      const last = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (last.nextNode());
      const range = document.createRange();
      range.setStart(last.currentNode, last.currentNode.length - 'retried, and given up'.length);
      range.setEnd(last.currentNode, last.currentNode.length);
      return range.getBoundingClientRect().left - element.getBoundingClientRect().left;
    }""")
    assert ends < 40


def test_an_answer_is_drawn_within_a_frame(guide_site: str, warm_page: Callable[..., Page]) -> None:
    """The best of as many as it takes: the machine of a test may be busy."""
    assert warm_page(guide_site).evaluate(SOONEST, BY_SCP) < 16
