"""ARCHITECTURE.md and GLOSSARY.md are true to the code: the steps of the paste run, every room has its row,
every place is there."""

import doctest
import re

import pytest

from .imports import ORDER, PLUGIN_ORDER, ROOT
from .picture import NOT_SHOWN

ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
GLOSSARY = (ROOT / "GLOSSARY.md").read_text("utf-8")
# `errors/reading.py: Reading` in a row: a file of the checker or the plugin, and a name that is defined
# there.
PLACE = re.compile(r"`([\w/]+\.(?:py|js)): (\w+)`")


def test_the_paste_has_these_values_in_each_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    steps = "\n".join(re.findall(r"```python\n(.*?)```", ARCHITECTURE, re.DOTALL))
    examples = doctest.DocTestParser().get_doctest(steps, {}, "ARCHITECTURE.md", "ARCHITECTURE.md", 0)
    assert len(examples.examples) > 20
    report: list[str] = []
    doctest.DocTestRunner().run(examples, out=report.append)
    assert "".join(report) == ""


@pytest.mark.parametrize(
    ("order", "heading"), [(ORDER, "The rooms of the checker"), (PLUGIN_ORDER, "The rooms of the plugin")]
)
def test_every_room_has_its_row_in_the_order(order: tuple[str, ...], heading: str) -> None:
    part = ARCHITECTURE.split(f"## {heading}\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([\w/]+)` \|", part, re.MULTILINE) == [
        name for name in reversed(order) if name not in NOT_SHOWN
    ]


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "GLOSSARY.md", "CONTRIBUTING.md", "README.md"])
def test_links_lead_to_files(name: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)\)", (ROOT / name).read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_what_the_glossary_names_is_defined_there() -> None:
    places = PLACE.findall(GLOSSARY)
    assert len(places) > 20
    for path, name in places:
        folders = (ROOT / "browser_checks/whydenied", ROOT / "plugins/mkdocs_whydenied")
        sources = [file.read_text("utf-8") for folder in folders if (file := folder / path).is_file()]
        assert any(
            re.search(rf"^\s*(?:class |def |const |function )?{name}\b", source, re.MULTILINE)
            for source in sources
        ), (path, name)


def test_every_word_is_once_in_the_glossary() -> None:
    words = re.findall(r"^\| \*\*([^*]+)\*\* \|", GLOSSARY, re.MULTILINE)
    assert words == sorted(set(words))


def test_decisions_are_numbered_and_listed() -> None:
    files = sorted(path.name for path in (ROOT / "decisions").glob("*.md") if path.name != "README.md")
    assert [name[:4] for name in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    listed = re.findall(r"\]\((\d{4}[\w-]+\.md)\)", (ROOT / "decisions/README.md").read_text("utf-8"))
    assert listed == files
