"""Every file of the checker with every fault that a host can have: an answer, or the sentence of that fault; the
paste stays in its box, and the next try starts anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from mkdocs_whydenied.site.reference.faults import FAULTS
from mkdocs_whydenied.site.texts import texts
from tests.browser import faulty
from tests.browser.conftest import build, once, patient
from tests.browser.faults import SCRIPTS, STARTING, cells
from tests.browser.faulty import Cell

DENIED = (
    "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: "
    "lambda:GetFunction on resource: orders"
)
POLICY = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "lambda:Get*", "Resource": "*"}]}'
)
SETTINGS = """\
site_name: Wiki
theme: {name: null, custom_dir: theme}
markdown_extensions: [attr_list]
plugins: [{whydenied: {offline: !ENV [OFFLINE, false]}}]
"""
THEME = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Wiki</title><link rel="icon" href="data:,">
{% for path in config.extra_css %}<link rel="stylesheet" href="{{ path | url }}">{% endfor %}
<body>{{ page.content }}{% for script in config.extra_javascript %}{{ script | script_tag }}{% endfor %}</body></html>
"""
WIKI = "# Rules { #rules }\n\n<why-denied></why-denied>\n\n## Missing permissions { #scp }\n\nAsk the team.\n"
ASK = """async ([text, wait]) => {
  const widget = document.querySelector("why-denied");
  widget.box.value = text;
  const answer = widget.answer;
  answer.replaceChildren();
  await widget.check(true);
  const said = answer.querySelector(".whydenied-failure, .whydenied-summary");
  return { said: said?.textContent ?? "", failed: said?.classList.contains("whydenied-failure"), box: widget.box.value };
}"""

BEGIN = """(text) => {
  const widget = document.querySelector("why-denied");
  widget.box.value = text;
  window.done = widget.check(true);
}"""


def wiki(folder: Path, **environment: str) -> Path:
    """A site with a checker and nothing else to load."""
    for name, text in {"docs/index.md": WIKI, "mkdocs.yml": SETTINGS, "theme/main.html": THEME}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return build(folder / "site", folder, **environment)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "served", lambda folder: patient(wiki(folder))) / "site"


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(context: BrowserContext) -> Page:
    return context.new_page()


def ask(page: Page, text: str = DENIED) -> tuple[str, bool]:
    """What the page says, and whether that is a failure; the paste is still there."""
    result = page.evaluate(ASK, [text, 0])
    assert result["box"] == text
    return result["said"], result["failed"]


def expected(code: str, file: str) -> list[str]:
    """The pieces of a failure's sentence that stand in it as they are."""
    sentence = texts("en")[f"failure.{code}"]
    return [piece for piece in sentence.replace("{file}", file).split("{")[0].split("\0") if piece]


def check(page: Page, cell: str, code: str, file: str, text: str) -> str:
    """What is wrong with a cell's answer, or nothing."""
    said, failed = ask(page, text)
    if not code:
        return "" if said and not failed else f"{cell}: {said!r} instead of an answer"
    begins = texts("en")[f"failure.{code}"].split("{")[0]
    stem = file.rpartition(".")[0]
    named = "{file}" not in texts("en")[f"failure.{code}"] or code == "stalled" or stem in said
    return "" if failed and said.startswith(begins) and named else f"{cell}: {said!r} instead of {code}"


def test_every_file_with_every_fault(served: Path, page: Page) -> None:
    table = cells()
    wrong = []
    with faulty.serve(served, {name: cell for name, (cell, _) in table.items()}) as url:
        for name, (cell, code) in table.items():
            page.goto(f"{url}{name}/")
            text = POLICY if cell.files & {"rules.bin"} else DENIED
            wrong.append(check(page, name, code, min(cell.files), text))
    assert [each for each in wrong if each] == []


def test_a_file_that_stops_in_the_middle_ends_the_wait(served: Path, context: BrowserContext) -> None:
    stalled = {name: Cell("stalled", frozenset({name}), impatient=True) for name in STARTING}
    wrong = []
    with faulty.serve(served, stalled) as url:
        pages = {name: context.new_page() for name in stalled}
        for name, opened in pages.items():
            opened.goto(f"{url}{name}/")
            opened.evaluate(BEGIN, DENIED)
        for name, opened in pages.items():
            opened.evaluate("() => window.done")
            said = opened.locator(".whydenied-failure").inner_text()
            if not said.startswith(texts("en")["failure.stalled"].split("{")[0]):
                wrong.append(f"{name}: {said}")
            opened.close()
    assert wrong == []


@pytest.mark.parametrize("fault", [fault for fault, (_, code, _) in FAULTS.items() if code])
def test_the_next_try_starts_anew(fault: str, served: Path, page: Page) -> None:
    at = list(FAULTS).index(fault) % len(SCRIPTS)
    cell = Cell(fault, frozenset({SCRIPTS[at], STARTING[-1 - at]}), impatient=fault == "stalled")
    with faulty.serve(served, {"cell": cell}) as url:
        page.goto(f"{url}cell/")
        assert ask(page)[1]
        cell.healed = True
        if cell.impatient:
            cell.impatient = False
            page.reload()
        said, failed = ask(page)
        if (
            failed
        ):  # what failed first was for drawing; the worker began before the files were mended, and ended now
            said, failed = ask(page)
        assert not failed, said


BROKEN = {
    "missing": "missing-file",
    "truncated": "damaged",
    "damaged": "damaged",
    "page": "damaged",
}
PARTS = ("worker.0", "pyodide.asm.wasm.1", "library.zip.0", "checker.bin.0", "guide.json.0", "rules.bin.0")


def test_every_part_of_an_offline_copy(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> None:
    """From disk nothing can be fetched: a part that is wrong is known by gzip's checksum or its digest."""
    site = patient(wiki(tmp_path_factory.mktemp("offline"), OFFLINE="true"))
    folder = site / "assets/whydenied"
    page = browser.new_page()
    wrong = []
    for part in (*PARTS, "answer"):
        file = next(iter([*folder.glob(f"embed/{part}.*.js"), *folder.glob(f"{part}.*.js")]))
        content = file.read_bytes()
        for fault, code in BROKEN.items():
            if part == "answer" and fault == "damaged":
                continue  # a script from disk can be run only unseen
            file.unlink()
            if fault != "missing":
                file.write_bytes(faulty.PAGE if fault == "page" else faulty.spoilt(fault, content))
            page.goto((site / "index.html").as_uri())
            wrong.append(
                check(page, f"{fault}-{part}", code, "", POLICY if part == "rules.bin.0" else DENIED)
            )
            file.write_bytes(content)
            if fault == "damaged" and part == "checker.bin.0":
                said, failed = ask(page)
                wrong.append("" if not failed else f"{fault}-{part}, once more: {said}")
    page.close()
    assert [each for each in wrong if each] == []
