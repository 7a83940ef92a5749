"""What a browser, a policy or a network can forbid: each cause its own sentence, nothing pasted lost, and the next
try starts anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from mkdocs_whydenied.site.texts import ASSETS, texts
from tests.browser.server import serve
from tests.browser.test_faults import ASK, BEGIN, DENIED, ask, served

__all__ = ["served"]

WORDS = texts("en")
OTHER = DENIED.replace("ines", "mara")
REASONS = [
    pytest.param("delete window.WebAssembly", {}, "no-wasm", "WebAssembly", id="no-webassembly"),
    pytest.param(
        "Object.defineProperty(window, 'Worker', { value: undefined })", {}, "no-worker", "module workers",
        id="no-worker",
    ),
    pytest.param("", {"Content-Security-Policy": "connect-src 'none'"}, "blocked", "connect-src", id="connect"),
    pytest.param("", {"Content-Security-Policy": "worker-src 'none'"}, "blocked", "worker-src", id="worker"),
    pytest.param("", {"Content-Security-Policy": "script-src 'self'"}, "blocked", "script-src", id="wasm"),
    pytest.param(
        "", {"Content-Security-Policy": "require-trusted-types-for 'script'; trusted-types 'none'"},
        "trusted-types", "whydenied", id="trusted-types",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("script", "headers", "code", "names"), REASONS)
def test_what_a_browser_or_a_policy_forbids(
    script: str, headers: dict[str, str], code: str, names: str, served: Path, browser: Browser
) -> None:
    with serve(served, headers=headers) as url:
        page = browser.new_page()
        if script:
            page.add_init_script(script)
        page.goto(url)
        said, failed = ask(page)
        page.close()
    assert failed and said.startswith(WORDS[f"failure.{code}"].split("{")[0]) and names in said, said


def test_a_sandboxed_frame(served: Path, browser: Browser) -> None:
    with serve(served) as url:
        page = browser.new_page()
        page.goto(url)
        page.evaluate(
            "() => { const frame = document.createElement('iframe'); frame.sandbox = 'allow-scripts';"
            " frame.src = location.href; document.body.replaceChildren(frame); }"
        )
        page.wait_for_timeout(200)
        frame = page.frames[1]
        frame.wait_for_function("() => window.whydenied?.ask")
        said = frame.evaluate(ASK, [DENIED, 0])["said"]
        page.close()
    assert said == WORDS["failure.sandbox"]


def test_an_online_copy_opened_as_a_file(served: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((served / "index.html").as_uri())
    assert ask(page) == (WORDS["failure.needs-server"], True)
    page.close()


def test_the_network_goes_before_and_after_the_first_answer(served: Path, browser: Browser) -> None:
    with serve(served) as url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        context.set_offline(True)
        said, failed = ask(page)
        assert failed and said.startswith(WORDS["failure.offline"].split("{")[0])
        context.set_offline(False)
        assert "ines" in ask(page)[0]
        context.set_offline(True)
        assert "mara" in ask(page, OTHER)[0]
        expect(page.locator(".whydenied-form textarea")).to_have_value(OTHER)
        assert page.url == url
        context.close()


@pytest.mark.parametrize(
    ("handler", "code"),
    [("() => { throw new Error('gone'); }", "crashed"), ("() => {}", "timeout")],
    ids=["gone", "silent"],
)
def test_a_worker_that_ends_is_replaced(handler: str, code: str, served: Path, browser: Browser) -> None:
    with serve(served) as url:
        page = browser.new_page()
        page.clock.install()
        page.goto(url)
        assert "ines" in ask(page)[0]
        page.workers[0].evaluate(f"() => {{ self.onmessage = {handler}; }}")
        page.evaluate(BEGIN, DENIED)
        if code == "timeout":
            page.clock.fast_forward("03:00:00")  # patient as the page is
        page.evaluate("() => window.done")
        said = page.locator(".whydenied-failure").inner_text()
        assert said.startswith(WORDS[f"failure.{code}"].split("{")[0])
        assert "mara" in ask(page, OTHER)[0]
        page.close()


MEMORY = [
    "RangeError: WebAssembly.Memory(): could not allocate memory",
    "RangeError: Array buffer allocation failed",
    "RangeError: Out of memory: Cannot allocate Wasm memory for new instance",
    "InternalError: out of memory",
]


def test_little_memory_has_its_own_sentence_and_digests_need_no_secure_context(
    served: Path, browser: Browser
) -> None:
    with serve(served) as url:
        page = browser.new_page()
        page.add_init_script(path=ASSETS / "digest.js")
        page.goto(url)
        for message in MEMORY:
            name, _, words = message.partition(": ")
            known = (
                "([name, words]) => whydeniedLoading.known(Object.assign(new Error(words), { name })).code"
            )
            assert page.evaluate(known, [name, words]) == "memory"
        assert (
            page.evaluate("() => whydeniedLoading.known(new TypeError('x is undefined')).code") == "crashed"
        )
        assert (
            page.evaluate(
                """async () => {
              const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16)).join();
              for (let size = 0; size < 200; size++) {
                const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31 + size) & 255);
                if (hex(window.whydeniedDigest(bytes)) !== hex(await crypto.subtle.digest("SHA-256", bytes)))
                  return size;
              }
              return "equal";
            }"""
            )
            == "equal"
        )
        page.close()


def test_the_form_says_what_it_needs_when_its_script_never_comes(
    served: Path, tmp_path: Path, browser: Browser
) -> None:
    site = shutil.copytree(served, tmp_path / "site")
    for script in (site / "assets/whydenied").glob("whydenied.*.js"):
        script.unlink()
    html = (site / "index.html").read_text("utf-8")
    with serve(site) as url:
        page = browser.new_page()
        page.goto(url)
        box = page.locator("textarea")
        if "whydenied-noscript" in html:
            expect(page.locator(".whydenied-noscript")).to_be_visible()
        box.fill(DENIED)
        page.locator(".whydenied-check").click()
        expect(box).to_have_value(DENIED)
        assert page.url == url
        page.close()
