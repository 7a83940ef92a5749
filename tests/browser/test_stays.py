"""The answer stays where it was asked, and the section comes to it: without a navigation, on every host, and
not lost by any way back."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.asking import check, leads_to, paste, section, summary
from tests.browser.conftest import build
from tests.browser.ports import reserved
from tests.browser.provide import FRUGAL, chromium
from tests.browser.server import serve

ORDERS = "arn:aws:lambda:sa-east-1:222233334444:function:billing"
DENIED = (
    "User: arn:aws:sts::222233334444:assumed-role/ship-it/build-9 is not authorized to "
    f"perform: lambda:InvokeFunction on resource: {ORDERS} "
    "because no identity-based policy allows the lambda:InvokeFunction action"
)
CLEAN = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": '
    '"s3:ListAllMyBuckets", "Resource": "*"}]}'
)
SECTION = "security_iam_troubleshoot-no-permissions"
MARK = "() => { window.kept = history.length; }"
KEPT = "() => window.kept === history.length"


@pytest.mark.parametrize(
    "text", [DENIED, CLEAN, "AccessDenied", f"{DENIED}\n\n{CLEAN}"], ids=["error", "policy", "bare", "both"]
)
def test_a_paste_navigates_nowhere(text: str, start: str, open_page: Callable[..., Page]) -> None:
    """The document, its address and its history are the same; all requests are of our own files."""
    page = open_page(start)
    page.evaluate(MARK)
    before = len(page.requests)  # type: ignore[attr-defined]
    paste(page, text)
    summary(page)
    page.wait_for_timeout(500)
    assert page.evaluate(KEPT)
    assert page.url == start
    later = [url for url in page.requests[before:] if "favicon" not in url]  # type: ignore[attr-defined]
    assert all("/assets/whydenied/" in url or url.startswith("blob:") for url in later), later
    assert len([url for url in later if "section" in url]) == (0 if text in (CLEAN, "AccessDenied") else 1)


def test_the_section_is_under_the_fix_and_belongs_to_the_reader(
    start: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(start)
    paste(page, DENIED)
    found = section(page)
    order = (
        "(each) => each.compareDocumentPosition(document.querySelector('.whydenied-fixes')) & "
        "Node.DOCUMENT_POSITION_PRECEDING"
    )
    assert found.evaluate(order)
    marked = {*found.locator("mark.whydenied-own").all_text_contents()}
    assert marked == {
        "222233334444",
        "sa-east-1",
        "billing",
        "ship-it",
        '"lambda:InvokeFunction"',
        "lambda:InvokeFunction",
    }
    policy = json.loads(found.locator("pre > code", has_text='"Statement"').first.inner_text())["Statement"][
        0
    ]
    assert policy["Action"] == "lambda:InvokeFunction"
    assert policy["Resource"] == [ORDERS, f"{ORDERS}:*"]
    found.get_by_role("button", name="Show example names").click()
    shown = found.locator("pre > code", has_text='"Statement"').first.inner_text()
    assert json.loads(shown)["Statement"][0]["Action"] == ["lambda:GetFunction", "lambda:UpdateFunctionCode"]


def test_ids_are_unique_and_links_lead_where_the_guide_has_them(
    start: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(start)
    paste(page, "Policy arn:aws:iam::aws:policy/AWSLambdaFullAccess does not exist or is not attachable.")
    found = section(page)
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(({ id }) => id)")
    assert len(ids) == len({*ids})
    assert found.locator("h3[id], h4[id]").count() >= 1, "a section with headings of its own"
    hrefs = found.locator(".whydenied-section-body a").evaluate_all("(all) => all.map(({ href }) => href)")
    assert hrefs
    home = start.removesuffix("index.html")
    for href in hrefs:
        assert href.startswith((home, "https://")), href
        if href.split("#")[0] == start and "#" in href:
            assert href.split("#")[1] in ids, href


def test_a_link_keeps_the_answer_where_the_host_would_load_the_page_anew(
    guide_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(guide_site)
    paste(page, DENIED)
    section(page)
    with page.context.expect_page() as opened:
        page.locator(".whydenied-section-title > a").click()
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith(f"/a/b/troubleshoot/#{SECTION}")
    assert opened.value.locator(f"[id='{SECTION}']").inner_text()
    assert page.url == guide_site
    assert summary(page)


def test_the_answer_is_there_after_back_and_forward(start: str, open_page: Callable[..., Page]) -> None:
    """Steps within the page: to a heading of the page itself, back, and forward again."""
    page = open_page(start)
    paste(page, DENIED)
    section(page)
    sentence = summary(page)
    page.evaluate("() => { location.hash = 'no-text-to-paste'; }")
    for step in (page.go_back, page.go_forward, page.go_back):
        step()
        assert summary(page) == sentence
        assert leads_to(page).endswith(f"#{SECTION}")
        expect(page.locator(".whydenied-form textarea")).to_have_value(DENIED)


def test_back_from_the_sections_own_page(instant_site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(instant_site)
    paste(page, DENIED)
    section(page)
    page.locator(".whydenied-section-title > a").click()
    expect(page.locator(".whydenied-strip")).to_be_visible()
    page.go_back()
    section(page)
    expect(page.locator(".whydenied-form textarea")).to_have_value(DENIED)
    page.go_forward()
    expect(page.locator(f"[id='{SECTION}']")).to_be_visible()
    page.go_back()
    assert summary(page)


def test_a_section_stays_as_the_reader_left_it(guide_site: str, open_page: Callable[..., Page]) -> None:
    """While the reader types, the answer is drawn anew; what is open stays open."""
    page = open_page(guide_site)
    paste(page, DENIED)
    section(page).get_by_text("More messages of this kind").click()
    section(page).locator(".whydenied-forms > summary").click()
    page.locator(".whydenied-read > summary").click()
    page.locator(".whydenied-form textarea").press("Control+End")
    page.keyboard.type(" .")
    expect(page.locator(".whydenied-status").last).to_contain_text("Updated.")
    expect(page.locator(".whydenied-forms ul")).to_be_visible()
    expect(page.locator(".whydenied-paste")).to_be_visible()


@pytest.fixture
def without_sections(built_site: Path, tmp_path: Path) -> Iterator[str]:
    site = shutil.copytree(built_site, tmp_path / "site")
    shutil.rmtree(site / "assets/whydenied/sections")
    with serve(site, "/a/b/") as url:
        yield url


def test_without_the_file_the_link_remains(without_sections: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(without_sections)
    paste(page, DENIED)
    found = page.locator(".whydenied-section")
    expect(found).to_contain_text("This section can't be loaded right now.", timeout=60_000)
    expect(found.locator("h3 > a")).to_have_attribute("href", f"{without_sections}troubleshoot/#{SECTION}")
    page.close()


def test_nothing_of_a_paste_is_left_for_the_browser_to_restore(
    start: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(start)
    check(page, DENIED)
    page.locator(".whydenied-more > summary").click()
    boxes = page.locator("why-denied textarea")
    assert boxes.evaluate_all("(all) => all.map((box) => box.autocomplete)") == ["off", "off"]


def test_the_guide_is_light_before_the_first_touch(built_site: Path) -> None:
    named = re.findall(
        r'(?:src|href)="(assets/whydenied/[^"]+)"', (built_site / "index.html").read_text("utf-8")
    )
    assert len(named) == 2
    assert sum(len(gzip.compress((built_site / name).read_bytes())) for name in named) <= 12_000


SECRET = "hT6vQ2mXc9Lr4Wz8" + "Kd1Yb7Ns3Pf5Ga0Ju/eRoMil"
KEY = "AKIA" + "ZW7Q4M2XTB5N3RVC"
LEAKED = (
    f"aws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n{DENIED.replace('ship-it', 'zebrafinch')}"
)


def killed(folder: Path) -> None:
    """End the browser of a profile as a crash would: it has no time to tidy up."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if str(folder).encode() in command.read_bytes():
                os.kill(int(command.parent.name), signal.SIGKILL)


def with_words(folder: Path, *words: str) -> list[str]:
    """The files of a profile that have one of these words, as UTF-8 or UTF-16."""
    spellings = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-16-be")]
    found = []
    for file in folder.rglob("*"):
        with suppress(OSError):  # Chromium takes files away meanwhile
            if file.is_file() and any(spelling in file.read_bytes() for spelling in spellings):
                found.append(file.name)
    return found


def written(page: Page, folder: Path, word: str) -> None:
    """Wait until the profile's session files tell of a place with this word, which the page has gone to: what they
    had to tell before, they have told."""
    for _ in range(240):
        if any(name.startswith(("Session_", "Tabs_")) for name in with_words(folder, word)):
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"no session file has {word}")


def left_in_profile(browser: Browser, folder: Path, url: str, restoring: bool, kill: bool) -> list[str]:
    """The files of a profile that have the role or a key of the paste, after it was answered, a call was
    tried, the page was left, and the browser closed or killed."""
    context = browser.browser_type.launch_persistent_context(folder, executable_path=chromium(), args=FRUGAL)
    page = context.pages[0]
    page.goto(url)
    if restoring:
        page.evaluate(
            "() => document.querySelectorAll('textarea').forEach((box) => { box.autocomplete = 'on'; })"
        )
    check(page, f"{LEAKED}\n\n{CLEAN}")
    page.locator(".whydenied-trial > summary").click()
    page.locator(".whydenied-trial input[name=action]").fill("zebrafinch:Sing")
    page.evaluate("() => { location.hash = 'goldcrest'; }")
    written(page, folder, "goldcrest")
    if not kill:
        page.goto(f"{url}?kingfisher")
        written(page, folder, "kingfisher")
    else:
        killed(folder)
    with suppress(Error) if kill else nullcontext():  # there may be none left to close
        context.close()
    assert with_words(folder, "goldcrest")
    return with_words(folder, "zebrafinch", SECRET, KEY)


@pytest.mark.parametrize("kill", [False, True], ids=["closed", "killed"])
@pytest.mark.parametrize("restoring", [False, True], ids=["as-it-is", "if-the-box-were-restored"])
def test_a_profile_keeps_nothing_of_a_paste(
    restoring: bool, kill: bool, guide_site: str, tmp_path: Path, browser: Browser
) -> None:
    """A box whose text the browser may restore is in the profile's session files; ours is not."""
    assert bool(left_in_profile(browser, tmp_path, guide_site, restoring, kill)) is restoring


PAGES = {
    "index.md": "# Home\n\n<why-denied></why-denied>\n",
    "more.md": "# More\n\n## Missing permissions { #no-permissions }\n\nAsk the ![team](team.svg).\n",
    "team.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>",
}


def wiki(folder: Path, option: str, **settings: str) -> Path:
    """A wiki of two pages on Material with instant navigation, built with these options."""
    (folder / "docs").mkdir()
    for name, text in PAGES.items():
        (folder / "docs" / name).write_text(text, "utf-8")
    features = "theme: {name: material, font: false, features: [navigation.instant]}\n"
    more = "".join(f"{key}: {value}\n" for key, value in settings.items())
    (folder / "mkdocs.yml").write_text(
        (f"site_name: Wiki\n{features}{more}plugins: [{{whydenied: {option}}}]\n"),
        "utf-8",
    )
    return build(folder / "site", folder)


def test_a_picture_in_a_section_is_shown(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    with serve(wiki(tmp_path, "{}"), "/deep/er/") as url:
        page = open_page(url)
        paste(page, DENIED)
        picture = section(page).locator("img")
        expect(picture).to_have_attribute("src", f"{url}team.svg")
        assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 8


def test_a_wiki_that_wants_the_page_gets_it(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """`follow: page` goes on where the theme keeps the answer."""
    port = reserved()
    url = f"http://127.0.0.1:{port}/"
    with serve(wiki(tmp_path, "{follow: page}", site_url=url), "/", port=port):
        page = open_page(url)
        page.evaluate("() => { window.sameDocument = true; }")
        paste(page, DENIED)
        page.wait_for_url("**/more/#no-permissions", timeout=60_000)
        expect(page.locator(".whydenied-arrived")).to_be_focused()
        page.get_by_role("button", name="Back to the answer").click()
        assert summary(page)
        assert page.evaluate("() => window.sameDocument")


def test_a_host_that_would_lose_the_answer_keeps_it(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """The same wiki without `site_url`: the theme loads each page anew, so nothing is followed."""
    with serve(wiki(tmp_path, "{follow: page}"), "/") as url:
        page = open_page(url)
        paste(page, DENIED)
        assert leads_to(page).endswith("/more/#no-permissions")
        assert page.url == url
