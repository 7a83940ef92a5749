"""What a newcomer does where something is missing or late: scripts, WebAssembly, English, a picture."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Route, expect

from tests.browser.asking import leads_to, paste
from tests.browser.conftest import build
from tests.browser.server import serve
from tests.browser.test_tasks import DENIED, SECTION, Opened, answer, box


def test_26_without_javascript(instant_site: str, browser: Browser) -> None:
    """The page says what is missing, its table leads to the section, and the section names its messages."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(instant_site)
    expect(page.get_by_text("The checker needs JavaScript.")).to_be_visible()
    page.get_by_role("link", name="I can't pass a role").first.click()
    expect(page.get_by_role("heading", name="PassRole")).to_be_visible()
    expect(page.get_by_text("is not authorized to perform: iam:PassRole").first).to_be_visible()
    page.close()


def test_27_without_webassembly(instant_site: str, open_page: Opened) -> None:
    page = open_page(instant_site)
    page.evaluate("() => { delete window.WebAssembly; }")
    paste(page, DENIED)
    expect(answer(page)).to_contain_text("it has no WebAssembly")
    expect(page.get_by_role("link", name="I can't pass a role").first).to_be_visible()
    assert box(page).input_value() == DENIED


GERMAN = """\
site_name: Wiki
theme: {name: material, font: false, language: de}
plugins: [{whydenied: {language: de}}]
"""
RECHTE = (
    "# Wiki\n\n<why-denied></why-denied>\n\n## Es fehlt ein Recht { "
    "#security_iam_troubleshoot-no-permissions }\n\nFragen Sie nach.\n"
)


def test_28_in_german(tmp_path: Path, open_page: Opened) -> None:
    """A wiki in another language: the words of the widget are German, and its section comes under the
    answer."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(RECHTE, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(GERMAN, "utf-8")
    build(tmp_path / "site", tmp_path)
    with serve(tmp_path / "site") as url:
        page = open_page(url)
        page.get_by_label("Meldung, Policy oder beides einfügen").fill(DENIED)
        page.get_by_role("button", name="Prüfen", exact=True).click()
        found = page.get_by_role("region", name="Die Antwort")
        expect(found).to_contain_text("Lösung", timeout=60_000)
        expect(found.get_by_role("link", name="Es fehlt ein Recht")).to_be_visible()
        expect(found).to_contain_text("Fragen Sie nach.")


def test_29_paste_while_the_page_still_loads(instant_site: str, browser: Browser) -> None:
    """A picture that does not come keeps nobody waiting: the paste is answered, also when loading ends
    meanwhile."""
    with browser.new_context() as context:
        page = context.new_page()
        held: list[Route] = []
        page.route("**/slow.png", lambda route: held.append(route))
        page.add_init_script(
            "addEventListener('DOMContentLoaded', () => document.body.append(Object.assign(new "
            "Image(), { src: 'slow.png' })), { once: true })"
        )
        page.goto(instant_site, wait_until="domcontentloaded")
        paste(page, DENIED)
        page.wait_for_timeout(100)
        held[0].fulfill(status=200, content_type="image/png", body=b"")
        assert SECTION in leads_to(page)
