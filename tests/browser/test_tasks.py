"""What a newcomer sets out to do, as a newcomer does it: by the words on the page. The first ten tasks, in
three engines, are test_core_ten.py."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.asking import leads_to, paste, section, summary, unfold

Opened = Callable[..., Page]
BOX = "Paste an error, a policy, or both"
STEP = "How to fix this, step by step J"
SECTION = "#security_iam_troubleshoot-no-permissions"
ORDERS = "arn:aws:lambda:us-east-2:222233334444:function:tariffs"
BECAUSE = " because no identity-based policy allows the lambda:GetFunction action"
DENIED = (
    "User: arn:aws:sts::222233334444:assumed-role/reports/week-7 is not authorized to "
    f"perform: lambda:GetFunction on resource: {ORDERS}{BECAUSE}"
)
SENTENCE = "The role reports was denied lambda:GetFunction on tariffs"
OTHER = DENIED.replace("GetFunction", "DeleteFunction")
STATEMENT = {"Effect": "Allow", "Action": "lambda:GetFunction", "Resource": ORDERS}
CONDITION = {"Condition": {"StringEquals": {"aws:PrincipalTag/team": "tariffs"}}}
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def policy(**more: object) -> str:
    """A policy of one statement."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{**STATEMENT, **more}]}, indent=2)


def box(page: Page) -> Locator:
    return page.get_by_label(BOX)


def answer(page: Page) -> Locator:
    return page.get_by_role("region", name="The answer", exact=True)


def led(page: Page, text: str = DENIED, section: str = SECTION) -> None:
    """Paste *text*, and have the answer with its section under it."""
    paste(page, text)
    assert section in leads_to(page)


def test_11_share_the_section(instant_site: str, open_page: Opened, browser: Browser) -> None:
    """The section's own page has a link to pass on: it opens the section for somebody else, who sees nothing
    of the paste."""
    page = open_page(instant_site)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    led(page)
    page.locator(".whydenied-section-title > a").click()
    page.get_by_role("button", name="Copy link to this section").click()
    expect(page.get_by_role("button", name="Copy link to this section")).to_have_text("Link copied")
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert not re.search("reports|tariffs|222233334444|GetFunction", link)
    colleague = browser.new_page()
    colleague.goto(link)
    expect(colleague.locator(SECTION)).to_be_in_viewport()
    expect(colleague.get_by_text("tariffs")).to_have_count(0)
    colleague.close()


def test_12_print_the_answer(instant_site: str, open_page: Opened) -> None:
    """On white paper, whatever the colours of the screen: dark text, and few pages, the section among
    them."""
    page = open_page(instant_site)
    page.emulate_media(color_scheme="dark")
    led(page)
    page.emulate_media(media="print", color_scheme="dark")
    sentence = page.locator(".whydenied-summary")
    expect(sentence).to_be_visible()
    lightness = (
        "(element) => Math.max(...getComputedStyle(element).color.match(/[\\d.]+/g).slice(0, 3).map(Number))"
    )
    assert sentence.evaluate(lightness) < 128
    expect(page.locator(".whydenied-fix-title")).to_be_visible()
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf()))
    assert 1 <= pages <= 8


def test_13_go_on_without_a_network(instant_site: str, open_page: Opened) -> None:
    """Once warm, the page needs nobody: the answer to a corrected paste comes without a network."""
    page = open_page(instant_site)
    led(page)
    page.context.set_offline(True)
    box(page).fill(OTHER)
    expect(page.locator(".whydenied-summary")).to_contain_text("lambda:DeleteFunction")


def focused(page: Page) -> str:
    """What has the focus, in words."""
    name = "(element) => element.getAttribute('aria-label') ?? (element.labels?.[0] ?? element).textContent"
    return str(page.evaluate(f"() => ({name})(document.activeElement).trim().replace(/\\s+/g, ' ')"))


NEXT = """() => {
  const start = document.querySelector(decodeURIComponent(location.hash));
  const stops = [...document.querySelectorAll("a[href], button, input, textarea, select, summary, [tabindex='0']")];
  const after = stops.filter((stop) => start.compareDocumentPosition(stop) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
  return after.findIndex((stop) => stop.matches(".whydenied-box"));
}"""


def test_14_the_skip_link_leads_to_the_box(instant_site: str, open_page: Opened) -> None:
    """Asked of the document's order: pressed right after the skip link, Tab at times starts from elsewhere in
    Chromium, without our script too."""
    page = open_page(instant_site)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")
    assert page.evaluate(NEXT) in (0, 1, 2)


def test_14_by_keyboard_from_the_box_to_the_section(instant_site: str, open_page: Opened) -> None:
    """From the box Tab goes to what belongs to it in the order of reading; from the answer to the fix, the
    jump, and the section."""
    page = open_page(instant_site)
    box(page).focus()
    page.keyboard.insert_text(DENIED)
    page.keyboard.press("Tab")
    assert focused(page) == "Check"
    page.keyboard.press("Enter")
    summary(page)
    section(page)
    expect(page.locator(".whydenied-summary")).to_be_focused()
    seen = []
    while len(seen) < 12 and STEP not in seen:
        page.keyboard.press("Tab")
        seen.append(focused(page))
    assert seen[0] == "JSON"
    assert seen.index("Copy") < seen.index("Ask your administrator") < seen.index(STEP)
    page.keyboard.press("Enter")
    expect(page.locator(".whydenied-section-title")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SECTION}")
    page.get_by_role("button", name="Back to the answer").press("Enter")
    assert SENTENCE in summary(page)


@pytest.mark.parametrize(("width", "height"), [(360, 640), (320, 568)])
def test_15_on_a_phone(width: int, height: int, instant_site: str, open_page: Opened) -> None:
    """The page never scrolls sideways, and what is tapped is large enough."""
    page = open_page(instant_site, width=width, height=height)
    assert page.evaluate(FITS)
    expect(box(page)).to_be_in_viewport()
    led(
        page,
        f"{DENIED}\n{policy(Effect='allow', Action='lambda:GetFunctionn')}",
        "#security_iam_troubleshoot-",
    )
    assert page.evaluate(FITS)
    unfold(page)
    assert page.evaluate(FITS)
    small = """() => [...document.querySelectorAll("why-denied :is(button, select, summary):not(pre *)")]
      .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 24).map((each) => each.className)"""
    assert page.evaluate(small) == []


def test_16_in_the_dark(instant_site: str, open_page: Opened) -> None:
    """The widget follows the site's dark palette, in the box as in the answer."""
    page = open_page(instant_site)
    page.emulate_media(color_scheme="dark")
    led(page)
    lightness = (
        "(element) => Math.max(...getComputedStyle(element).color.match(/[\\d.]+/g).slice(0, 3).map(Number))"
    )
    for element in (box(page), page.locator(".whydenied-summary"), page.locator(".whydenied-fix-title")):
        assert element.evaluate(lightness) > 128


def test_17_say_what_kind_of_policy_it_is(instant_site: str, warm_page: Opened) -> None:
    page = warm_page(instant_site)
    paste(page, policy())
    kind = page.get_by_label("Type of this policy")
    kind.select_option("Service control policy (SCP)")
    expect(answer(page)).to_contain_text("Set by you.")
    expect(kind).to_be_focused()
    kind.select_option("Detect")
    expect(answer(page)).not_to_contain_text("Set by you.")


def test_18_fill_in_what_the_verdict_depends_on(instant_site: str, warm_page: Opened) -> None:
    page = warm_page(instant_site)
    led(page, f"{DENIED}\n\n{policy(**CONDITION)}", "#security_iam_troubleshoot-")
    expect(answer(page)).to_contain_text("A condition isn't met.")
    field = page.get_by_label("aws:PrincipalTag/team")
    field.fill("tariffs")
    page.get_by_role("button", name="Check again").click()
    expect(answer(page)).to_contain_text("The policy already allows this.")
    expect(page.get_by_label("aws:PrincipalTag/team")).to_have_value("tariffs")


def test_19_add_the_policy_to_the_error(instant_site: str, warm_page: Opened) -> None:
    page = warm_page(instant_site)
    led(page)
    page.get_by_text("Already have a policy for this?").click()
    page.get_by_label("The policy, as JSON, YAML or Terraform").fill(policy(Action="lambda:ListFunctions"))
    page.get_by_role("button", name="Check both").click()
    expect(answer(page)).to_contain_text("The policy doesn't allow this action.")
    assert box(page).input_value() == DENIED


def test_20_choose_among_several_refusals(instant_site: str, warm_page: Opened) -> None:
    page = warm_page(instant_site)
    led(page, f"12:01 {DENIED}\n12:02 {OTHER}\n12:03 {OTHER}\n")
    expect(answer(page)).to_contain_text("2 different denials found, 3 in all.")
    page.get_by_role("button", name="2. lambda:DeleteFunction").click()
    expect(page.locator(".whydenied-summary")).to_contain_text("lambda:DeleteFunction")


def test_21_check_before_anything_is_pasted(instant_site: str, open_page: Opened) -> None:
    page = open_page(instant_site)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(answer(page)).to_contain_text("The box is empty: paste an error message or a policy first.")
    assert page.url == instant_site


DROP = """(words) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([words], "build.log", { type: "text/plain" }));
  for (const type of ["dragenter", "dragover", "drop"])
    document.querySelector("why-denied textarea").dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}"""


def test_22_drop_the_log_of_a_build(instant_site: str, warm_page: Opened) -> None:
    page = warm_page(instant_site)
    page.evaluate(
        DROP, f"+ npm run deploy\n\x1b[31m{DENIED}\x1b[0m\nerror Command failed with exit code 1.\n"
    )
    assert SENTENCE in summary(page)
    assert SECTION in leads_to(page)


def test_23_try_an_example_first(instant_site: str, warm_page: Opened) -> None:
    page = warm_page(instant_site)
    examples = page.get_by_role("group", name="Examples").get_by_role("button")
    expect(examples).to_have_count(3)
    examples.nth(2).click()
    assert "error" in summary(page)
    assert box(page).input_value()
    expect(answer(page)).to_contain_text("Policies in the paste")


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("The role defined for the function cannot be assumed by Lambda.", "execution-role-trust"),
        ("MalformedPolicyDocument", "policy-validation"),
    ],
)
def test_24_find_the_message_by_the_sites_search(
    words: str, section: str, instant_site: str, open_page: Opened
) -> None:
    page = open_page(instant_site)
    page.keyboard.press("/")
    # The search notices keys, not what is put into its field, and none before it says that it is ready.
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching documents")
    found = page.locator(f".md-search-result__link[href*='{section}']")
    expect(found).to_be_attached()
    # The list is drawn anew, and folded, for each letter that the search had not seen yet.
    for _ in range(60):
        try:
            if not found.is_visible():
                page.get_by_text("more on this page").first.click(timeout=1_000)
            found.click(timeout=1_000)
            break
        except TookTooLong:
            continue
    page.wait_for_url(f"**{section}**")


def test_25_reload_and_nothing_is_left(instant_site: str, open_page: Opened) -> None:
    page = open_page(instant_site)
    led(page)
    page.reload()
    expect(box(page)).to_have_value("")
    kept = page.evaluate(
        "() => [location.href, document.cookie, JSON.stringify({ ...localStorage, "
        "...sessionStorage }), JSON.stringify(history.state)]"
    )
    assert not any(word in text for text in kept for word in ("tariffs", "222233334444"))
