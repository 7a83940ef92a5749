"""The widget under other circumstances: hostile text, several of them, keyboard, back, reload, secrets,
failures, a strict policy."""

from __future__ import annotations

import hashlib
import re
import shutil
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import fill, leads_to, paste, section, summary, unfold
from tests.browser.server import serve
from tests.cases.hostile import HOSTILE

DENIED = (
    "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: "
    "lambda:GetFunction on resource: orders"
)
ASK = """async (text) => {
  const report = await window.whydenied.ask(text);
  const widget = document.querySelector("why-denied");
  widget.draw(report, text);
  return { elements: widget.querySelectorAll("script, img, svg, iframe, style, b, h1, math").length, shown: widget.innerText.length };
}"""


def test_hostile_pastes_end_as_text(guide_site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(guide_site)
    title = page.title()
    for text in HOSTILE:
        result = page.evaluate(ASK, text)
        assert result["elements"] == 0, text[:80]
        assert result["shown"] < 250_000, text[:80]
        assert page.title() == title, text[:80]
    assert len(HOSTILE) >= 40


def test_several_denials_can_be_chosen(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    fill(page, f"{DENIED}\nlog line\n{DENIED}\n{DENIED.replace('GetFunction', 'DeleteFunction')}\n")
    page.locator(".whydenied-check").click()
    choices = page.locator(".whydenied-choice")
    expect(choices).to_have_count(2, timeout=60_000)
    assert "2 times" in choices.first.inner_text()
    choices.nth(1).click()
    expect(page.locator(".whydenied-mark.whydenied-action")).to_have_text("lambda:DeleteFunction")


def test_keyboard_alone_with_instant_navigation(instant_site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(instant_site)
    page.evaluate("() => { window.sameDocument = true; }")
    page.locator(".whydenied-form textarea").focus()
    page.keyboard.type(DENIED)
    page.keyboard.press("Control+Enter")
    section(page)
    page.locator(".whydenied-section-title > a").press("Enter")
    strip = page.locator(".whydenied-strip")
    expect(strip).to_contain_text("The user ines was denied lambda:GetFunction on orders.", timeout=60_000)
    expect(page.locator("[id='security_iam_troubleshoot-no-permissions']")).to_be_focused()
    assert page.evaluate("() => window.sameDocument")
    strip.get_by_role("button", name="Back to the answer").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".whydenied-form textarea")).to_have_value(DENIED)
    assert summary(page).startswith("The user ines")
    expect(strip).to_have_count(0)
    expect(page.locator(".whydenied-summary")).to_have_css("font-weight", "600")


def test_a_reload_keeps_nothing(start: str, open_page: Callable[..., Page]) -> None:
    page = open_page(start)
    fill(page, DENIED)
    page.reload()
    expect(page.locator(".whydenied-form textarea")).to_have_value("")
    assert (
        page.evaluate(
            "() => [localStorage, sessionStorage].some((store) => JSON.stringify(store).includes('ines'))"
        )
        is False
    )


def test_secrets_are_masked_from_the_first_moment(guide_site: str, warm_page: Callable[..., Page]) -> None:
    key = "AKIA" + "QX7WN2ZR5TLB3KVD"
    page = warm_page(guide_site)
    fill(page, f"{DENIED}\naws_access_key_id = {key}")
    page.locator(".whydenied-check").click()
    summary(page)
    unfold(page)
    answer = page.locator(".whydenied-answer")
    expect(answer).to_contain_text("[masked]")
    expect(answer).to_contain_text("deactivate it now")
    assert key not in answer.inner_text()


def test_nothing_said_about_other_texts(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    paste(page, "npm ERR! EACCES: permission denied, mkdir '/usr/local/lib'")
    assert summary(page).startswith("We don't recognize this")
    assert "#" not in page.url


@pytest.mark.parametrize("width", [320, 375, 1280, 2560])
def test_nothing_sticks_out(width: int, guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site, width=width, height=800)
    page.evaluate(
        ASK, DENIED.replace("orders", "arn:aws:lambda:eu-west-1:111122223333:function:" + "orders" * 12)
    )
    assert page.evaluate(
        "() => document.querySelector('why-denied').scrollWidth <= document.documentElement.clientWidth"
    )


FAILURES = [
    pytest.param("delete WebAssembly", None, "has no WebAssembly", id="no-webassembly"),
    pytest.param("", "pyodide.asm.*.wasm", "A file of the checker is missing", id="file-missing"),
    pytest.param("", "worker.*.js", "A file of the checker is missing", id="worker-missing"),
]


@pytest.mark.parametrize(("script", "removed", "sentence"), FAILURES)
def test_a_failure_is_a_sentence(
    script: str, removed: str | None, sentence: str, built_site: Path, tmp_path: Path, browser: Browser
) -> None:
    site = shutil.copytree(built_site, tmp_path / "site")
    for file in (site / "assets/whydenied").glob(removed) if removed else ():
        file.unlink()
    with serve(site) as url:
        page = browser.new_page()
        if script:
            page.add_init_script(script)
        page.goto(url)
        paste(page, DENIED)
        expect(page.locator(".whydenied-failure")).to_contain_text(sentence)
        expect(page.locator("h1")).to_be_visible()
        page.close()


def inline_hashes(site: Path) -> str:
    """The hashes of the theme's inline scripts: ours has none, Material has several."""
    found = {
        script
        for file in site.rglob("*.html")
        for script in re.findall(
            r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", file.read_text("utf-8"), re.DOTALL
        )
    }
    return " ".join(
        f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in found
    )


@pytest.mark.parametrize("wasm", [True, False])
def test_under_a_strict_policy(wasm: bool, built_site: Path, browser: Browser) -> None:
    scripts = f"'self' {inline_hashes(built_site)}" + (" 'wasm-unsafe-eval'" if wasm else "")
    policy = (
        f"default-src 'none'; script-src {scripts}; worker-src 'self'; connect-src 'self'; "
        "style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; base-uri 'self'"
    )
    with serve(built_site, "/docs/", {"Content-Security-Policy": policy}) as url:
        page = browser.new_page()
        page.goto(url)
        paste(page, DENIED)
        if wasm:
            assert leads_to(page).endswith("#security_iam_troubleshoot-no-permissions")
        else:
            expect(page.locator(".whydenied-failure")).to_contain_text(
                "A security policy of this site", timeout=60_000
            )
        page.close()
