"""Readers who do something else than was expected of them: leave before the answer and come back, paste half of a
message or two of them, read with their ears, at four times the size, or a name that fills the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import paste, section, summary
from tests.browser.conftest import VIEWPORT, build, patient
from tests.browser.server import serve
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


NAMES = """() => [...document.querySelectorAll("why-denied button, why-denied summary, why-denied a")]
  .filter((each) => each.checkVisibility())
  .map((each) => `${each.textContent.trim()}: ${each.title}`)"""


def test_no_two_copy_buttons_are_described_the_same(guide_site: str, warm_page: Opened) -> None:
    """Who goes from button to button by ear hears what each of them copies."""
    page = warm_page(guide_site)
    paste(page, INVOKED)
    section(page)
    page.locator(".whydenied-ask > summary, .whydenied-share > summary").evaluate_all(
        "(all) => all.map((each) => each.click())"
    )
    copies = [name for name in page.evaluate(NAMES) if name.startswith("Copy")]
    assert len(copies) >= 4
    assert len({*copies}) == len(copies)
    assert f"Copy: {page.locator('.whydenied-fix-title > span').first.inner_text()}" in copies


@pytest.mark.parametrize("width", [320, 375])
def test_the_words_of_a_command_stay_whole(width: int, guide_site: str, warm_page: Opened) -> None:
    """An option is not broken after its hyphens, and nothing sticks out for that."""
    page = warm_page(guide_site, width=width, height=700)
    paste(page, INVOKED)
    summary(page)
    page.locator(".whydenied-more > summary").click()
    words = page.locator(".whydenied-command .whydenied-unbroken")
    assert "--role-name" in words.all_text_contents()
    assert set(words.evaluate_all("(all) => all.map((each) => each.getClientRects().length)")) == {1}
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    for code in page.locator(".whydenied-command > code").all():
        assert code.evaluate("(each) => each.scrollWidth <= each.clientWidth + 1")
    page.get_by_role("tab", name="AWS CLI").first.click()
    assert (
        page.locator(".whydenied-syntax code")
        .first.evaluate("(each) => each.textContent")
        .startswith("aws iam put-")
    )


def test_an_emptied_box_is_a_fresh_one(guide_site: str, warm_page: Opened) -> None:
    """Without what belonged to the last answer; who asks for a check of it is told why there is none."""
    page = warm_page(guide_site)
    paste(page, PUT)
    summary(page)
    box = page.locator(".whydenied-form textarea")
    box.fill("")
    answer = page.locator(".whydenied-answer")
    expect(answer).to_be_empty()
    page.locator(".whydenied-check").click()
    expect(answer).to_have_text("The box is empty: paste an error message or a policy first.")
    paste(page, INVOKED)
    assert SENTENCE in summary(page)
    expect(page.locator(".whydenied-more > summary")).to_have_count(1)


HOUSE = """# Ask here first

<why-denied></why-denied>

## The deploy role { #deploy-role }

> **Cause:** The deploy role lacks the permission.
> **Fix:** Have the platform team add it.

Ask the platform team:

```json
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}]}
```

```form
{principal} is not authorized to perform: lambda:InvokeFunction on resource: {resource}
```
"""
COVERED = """(button) => {
  const pre = button.parentElement.querySelector("pre");
  const [one, other] = [button, pre].map((each) => each.getBoundingClientRect());
  return [one.left < other.right && other.left < one.right, Math.abs(one.top - other.top)];
}"""


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_another_theme_under_another_path(theme: str, tmp_path: Path, browser: Browser) -> None:
    """Each block of code has its button beside it, the key its letter, and no row waits for examples that the wiki
    doesn't have."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(HOUSE, "utf-8")
    settings = f"site_name: Wiki\ntheme: {{name: {theme}}}\nplugins: [whydenied]\n"
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    site = patient(build(tmp_path / "site", tmp_path))
    with serve(site, "/team/wiki/") as url, browser.new_context(viewport=VIEWPORT) as context:
        page = context.new_page()
        page.route(lambda address: not address.startswith(url), lambda route: route.abort())
        page.goto(url)
        assert "lambda:InvokeFunction" in (paste(page, INVOKED), summary(page))[1]
        expect(page.locator(".whydenied-chips")).to_have_count(0)
        copy = page.locator(".whydenied-section-body .whydenied-copy")
        expect(copy).to_have_count(1)
        beside, height = copy.evaluate(COVERED)
        assert not beside
        assert height < 5
        seen = "(each) => { const { color, backgroundColor } = getComputedStyle(each); return color !== backgroundColor; }"
        assert page.locator(".whydenied-key").evaluate(seen)
        border = "(each) => getComputedStyle(each).borderTopWidth"
        assert page.locator(".whydenied-syntax code").first.evaluate(border) == "0px"
