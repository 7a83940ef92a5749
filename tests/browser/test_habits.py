"""What people do without being told: paste anywhere, drop a file, try an example, add the policy, copy a
command in their own names, pass on a link."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import check, leads_to, paste, section
from tests.browser.server import serve

DENIED = (
    "User: arn:aws:sts::222233334444:assumed-role/ship-it/build-9 is not authorized to "
    "perform: lambda:UpdateFunctionCode on resource: "
    "arn:aws:lambda:sa-east-1:222233334444:function:billing because no identity-based "
    "policy allows the lambda:UpdateFunctionCode action"
)
POLICY = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "lambda:Get*", "Resource": "*"}]}'
)
SECTION = "security_iam_troubleshoot-no-permissions"
NAMES = {"222233334444", "sa-east-1", "billing", "ship-it"}
EXAMPLES = {"111122223333", "eu-west-1", "orders", "deploy-role"}
OWN = "mark.whydenied-own"


def led(page: Page, text: str = DENIED) -> None:
    """Paste, and wait for the section."""
    paste(page, text)
    section(page)


def followed(page: Page, text: str = DENIED) -> None:
    """Paste, and go on to the section's own page, where the theme keeps the answer."""
    led(page, text)
    page.locator(".whydenied-section-title > a").click()
    expect(page.locator(".whydenied-strip")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("way", [led, followed])
def test_a_section_is_filled_in_with_the_readers_names(
    way: Callable[[Page], None], instant_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(instant_site)
    way(page)
    told = page.locator(".whydenied-filled")
    expect(told).to_contain_text("The examples below use your")
    assert {*page.locator(OWN).all_text_contents()} == NAMES
    assert "--role-name ship-it " in page.locator("article").inner_text()
    told.get_by_role("button", name="Show example names").click()
    assert {*page.locator(OWN).all_text_contents()} == EXAMPLES
    button = told.get_by_role("button", name="Show my names")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    assert {*page.locator(OWN).all_text_contents()} == NAMES


def test_the_readers_names_stay_in_the_document(instant_site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(instant_site)
    followed(page)
    kept = page.evaluate(
        "() => [location.href, JSON.stringify({ ...localStorage, ...sessionStorage }), "
        "JSON.stringify(history.state), document.cookie]"
    )
    assert not [name for name in NAMES for text in kept if name in text]
    page.reload()
    expect(page.locator(f"[id='{SECTION}']")).to_be_visible()
    expect(page.locator(OWN)).to_have_count(0)
    assert "ship-it" not in page.locator("article").inner_text()


def test_another_answer_takes_the_names_along(instant_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(instant_site)
    led(page)
    led(
        page,
        DENIED.replace("assumed-role/ship-it/build-9", "assumed-role/release/build-9").replace(
            "billing", "carts"
        ),
    )
    assert {*page.locator(OWN).all_text_contents()} == {"222233334444", "sa-east-1", "carts", "release"}
    expect(page.locator(".whydenied-filled")).to_have_count(1)


def test_the_policy_in_a_second_box(start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    check(page, DENIED)
    more = page.locator(".whydenied-more")
    more.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(more).to_contain_text("aws iam list-attached-role-policies --role-name ship-it")
    box = more.get_by_label("The policy, as JSON, YAML or Terraform")
    box.focus()
    page.keyboard.insert_text(POLICY)
    expect(page.locator(".whydenied-verdict-name")).to_contain_text("The policy doesn't allow this action.")
    expect(box).to_be_focused()
    expect(box).to_have_value(POLICY)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(POLICY.replace("Get*", "*"))
    expect(page.locator(".whydenied-verdict-name")).to_contain_text("The policy already allows this.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(page.locator(".whydenied-verdict")).to_have_count(0)
    expect(box).to_be_focused()


def test_an_edit_goes_into_the_box_it_is_about(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    check(page, DENIED)
    page.locator(".whydenied-more > summary").click()
    box = page.locator(".whydenied-more textarea")
    flawed = POLICY.replace("Allow", "allow")
    box.fill(flawed)
    page.locator(".whydenied-policy > summary").click()
    page.get_by_role("button", name="Apply the change for invalid-effect").click()
    expect(box).to_have_value(POLICY)
    expect(page.locator(".whydenied-form textarea").first).to_have_value(DENIED)
    page.get_by_role("button", name="Undo").click()
    expect(box).to_have_value(flawed)


def test_two_boxes_are_shown_as_two_texts(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    check(page, f"first line\n{DENIED}")
    page.locator(".whydenied-more > summary").click()
    page.locator(".whydenied-more textarea").fill(
        json.dumps(json.loads(POLICY.replace("Allow", "allow")), indent=1)
    )
    page.locator(".whydenied-policy > summary").click()
    page.locator(".whydenied-read > summary").click()
    expect(page.locator(".whydenied-line[data-sign]").first).to_have_attribute("data-line", "5")
    expect(page.locator(".whydenied-line").first).to_have_attribute("data-line", "1")
    expect(page.get_by_role("button", name="line 5", exact=True)).to_be_visible()
    expect(page.locator(".whydenied-paste")).to_have_count(1)
    assert page.locator(".whydenied-paste").inner_text().endswith("lambda:UpdateFunctionCode action")


def test_the_error_in_a_second_box(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    check(page, POLICY)
    page.locator(".whydenied-more > summary").click()
    page.get_by_label("The error message", exact=True).fill(DENIED)
    page.get_by_role("button", name="Check both").click()
    expect(page.locator(".whydenied-verdict-name")).to_contain_text("The policy doesn't allow this action.")


def test_the_second_box_is_there_again_on_the_way_back(
    instant_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(instant_site)
    check(page, POLICY)
    page.locator(".whydenied-more > summary").click()
    page.get_by_label("The error message", exact=True).fill(DENIED)
    expect(page.locator(".whydenied-verdict-name")).to_be_visible()
    page.locator(".whydenied-section-title > a").click()
    expect(page.locator(".whydenied-arrived")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("The error message", exact=True)).to_have_value(DENIED)
    expect(page.locator(".whydenied-form textarea")).to_have_value(POLICY)
    expect(page.locator(".whydenied-verdict-name")).to_be_visible()


PASTED = """([where, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.querySelector(where).dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true }));
}"""


def test_paste_anywhere(start: str, open_page: Callable[..., Page]) -> None:
    page = open_page(start)
    page.evaluate(PASTED, ["h1", DENIED])
    assert leads_to(page).endswith(f"#{SECTION}")


def test_a_paste_into_another_field_stays_there(guide_site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(guide_site)
    page.evaluate(PASTED, [".md-search__input", DENIED])
    page.wait_for_timeout(300)
    expect(page.locator(".whydenied-form textarea")).to_have_value("")


DROPPED = """([bytes, name]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
  for (const type of ["dragover", "drop"])
    document.querySelector("why-denied").dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}"""
FILES = [
    pytest.param(DENIED.encode(), id="utf-8"),
    pytest.param(DENIED.encode("utf-16"), id="as-powershell-writes"),
    pytest.param(gzip.compress(json.dumps({"log": DENIED}).encode()), id="as-cloudtrail-delivers"),
]


@pytest.mark.parametrize("content", FILES)
def test_a_dropped_file_is_checked(content: bytes, guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    page.evaluate(DROPPED, [list(content), "error.log"])
    assert leads_to(page).endswith(f"#{SECTION}")


REFUSED = [
    pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "shot.png is not a text file", id="picture"),
    pytest.param(gzip.compress(b" " * 3_000_000), "logs.gz is too large", id="unpacks-to-too-much"),
    pytest.param(gzip.compress(b"x" * 999)[:12], "cut.gz cannot be read", id="cut-off"),
]


@pytest.mark.parametrize(("content", "sentence"), REFUSED)
def test_a_file_that_does_not_do_is_a_sentence(
    content: bytes, sentence: str, guide_site: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(guide_site)
    page.evaluate(DROPPED, [list(content), sentence.split()[0]])
    expect(page.locator(".whydenied-failure")).to_contain_text(sentence, timeout=60_000)
    expect(page.locator(".whydenied-status").last).to_contain_text(sentence)


def test_examples_to_try(start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    chips = page.locator(".whydenied-chips button")
    expect(chips).to_have_count(3)
    page.get_by_role("button", name="SCP deny").click()
    assert leads_to(page).endswith("#security_iam_troubleshoot-scp")


def test_the_link_to_a_section_says_nothing_of_the_paste(
    instant_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(instant_site)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    followed(page)
    page.get_by_role("button", name="Copy link to this section").click()
    expect(page.locator(".whydenied-link")).to_have_text("Link copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{instant_site}troubleshoot/#{SECTION}"


def test_the_link_names_the_message_that_led_here(
    instant_site: str, offline_site: str, open_page: Callable[..., Page]
) -> None:
    """Whoever gets the link sees which of the section's messages it was about, in the guide's own words."""
    page = open_page(instant_site)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    followed(page, "Policy arn:aws:iam::aws:policy/AWSLambdaFullAccess does not exist or is not attachable.")
    page.get_by_role("button", name="Copy link to this section").click()
    expect(page.locator(".whydenied-link")).to_have_text("Link copied")
    place, _, rest = page.evaluate("() => navigator.clipboard.readText()").partition("?")
    assert place == f"{instant_site}troubleshoot/"
    assert re.fullmatch(r"message=[0-9a-z]{1,7}#security_iam_troubleshoot-admin-deprecation", rest)
    folder = offline_site.removesuffix("index.html")
    for address in (f"{place}?{rest}", f"{folder}troubleshoot.html?{rest}"):
        other = open_page(address)
        expect(other.locator(".whydenied-pointed")).to_have_text(
            "Shared for this error: Policy arn:resource does not exist or is not attachable"
        )
        expect(other.locator(".whydenied-arrived")).to_be_focused()
        unknown = open_page(address.replace("message=", "message=x"))
        expect(unknown.locator(".whydenied-arrived")).to_be_focused()
        unknown.wait_for_timeout(300)
        expect(unknown.locator(".whydenied-pointed")).to_have_count(0)


SHIFTS = (
    "() => new Promise((done) => { let sum = 0; new PerformanceObserver((list) => { for "
    "(const entry of list.getEntries()) sum += entry.value; })"
    ".observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 500); })"
)


@pytest.mark.parametrize("width", [320, 1280, 3840])
def test_nothing_moves_before_the_first_touch(
    width: int, guide_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(guide_site, width=width, height=900)
    assert page.evaluate(SHIFTS) == 0
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_without_javascript_the_form_says_so(guide_site: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(guide_site)
    expect(page.get_by_text("The checker needs JavaScript.")).to_be_visible()
    page.close()


HOUSE = """\
---
whydenied:
  scp: exceptions
---
# Ask here

<why-denied></why-denied>

## How we grant exceptions { #exceptions }

Ask the platform team.
"""


def test_a_section_that_a_wiki_took_over_is_brought(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(HOUSE, "utf-8")
    settings = (
        "site_name: House\ntheme: {name: material, font: false}\nmarkdown_extensions: "
        "[attr_list]\nplugins: [whydenied]\n"
    )
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    with serve(tmp_path / "site", "/a/b/") as url:
        page = open_page(url)
        led(
            page,
            DENIED.replace(
                "because no identity-based policy allows the",
                "with an explicit deny in a service control policy",
            ),
        )
        expect(page.locator(".whydenied-section-body")).to_have_text("Ask the platform team.")
        assert leads_to(page) == f"{url}#exceptions"
