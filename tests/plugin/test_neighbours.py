"""What building beside other plugins and themes showed: snippets, encrypted pages, several languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mkdocs_whydenied.site.reference import llms
from mkdocs_whydenied.site.texts import of_theme, texts
from tests.plugin.conftest import Built
from tests.plugin.test_plugin import HOUSE, Site, index

SECTION = "## Exceptions { #exceptions }\n\n```form\nExceptions are refused by {who}\n```\n"


def addresses(built: Built) -> list[str]:
    return [row["url"] for row in index(built)["sections"]]


@pytest.mark.parametrize(
    "snippets", [["pymdownx.snippets", "attr_list"], ["attr_list"]], ids=["with", "without"]
)
def test_sections_from_snippets_are_found(snippets: list[str], site: Site, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/exceptions.md").write_text(SECTION)
    page = f'# House {{ #house }}\n\n--8<-- "{tmp_path}/parts/exceptions.md"\n'
    place = {"pymdownx.snippets": {"base_path": [str(tmp_path)], "restrict_base_path": False}}
    configs = place if len(snippets) > 1 else {}
    extensions = [{name: configs[name]} if name in configs else name for name in snippets]
    built = site({"index.md": "# Home", "house.md": page}, markdown_extensions=extensions)
    found = ["house/#house", "house/#exceptions"] if configs else ["house/#house"]
    assert addresses(built) == found and built.warnings == []
    assert ("Exceptions are refused by" in built.read("house/index.html")) == bool(configs)


def test_a_page_that_only_shows_how_snippets_are_written_stays(site: Site) -> None:
    page = '# House { #house }\n\n```\n;--8<-- "a.md"\n```\n'
    built = site({"index.md": page}, markdown_extensions=["pymdownx.snippets", "pymdownx.superfences"])
    assert "8&lt;--" in built.read("index.html") and "a.md" in built.read("index.html")


def test_encrypted_pages_are_not_in_the_index(site: Site) -> None:
    secret = "---\npassword: hush\n---\n" + HOUSE.partition("---\n# ")[2].join(["# ", ""])
    plugins = ["search", "encryptcontent", "whydenied"]
    built = site({"index.md": "# Home { #home }\n", "house.md": secret}, plugins=plugins)
    assert addresses(built) == ["./#home"]
    everything = "".join(
        path.read_text("utf-8") for path in built.folder.rglob("*.js*") if path.stat().st_size < 200_000
    )
    assert "payroll" not in everything and "payroll" not in built.read("house/index.html")


def test_each_language_has_its_own_script_and_index(site: Site) -> None:
    languages = [
        {"locale": "en", "default": True, "name": "English", "build": True},
        {"locale": "de", "name": "Deutsch", "build": True},
    ]
    plugins = [{"i18n": {"docs_structure": "suffix", "languages": languages}}, "whydenied"]
    pages = {
        "index.en.md": "# Home { #home }\n\n<why-denied></why-denied>\n",
        "index.de.md": "# Start { #home }\n\n<why-denied></why-denied>\n",
    }
    built = site(pages, plugins=plugins, theme={"name": "material", "font": False})
    titles = {}
    for place, language in (("", "en"), ("de/", "de")):
        page = built.read(f"{place}index.html")
        (script,) = re.findall(r'src="([^"]*/whydenied\.\w+\.js)"', page)
        source = (built.folder / place / script).resolve().read_text("utf-8")
        guide = re.search(r'"guide\.json":"(guide\.\w+\.json)"', source)
        assert guide and f">{texts(language)['check']}</button>" in page
        titles[place] = json.loads(built.read(f"assets/whydenied/{guide[1]}"))["sections"][0]["title"]
    assert titles == {"": "Home", "de/": "Start"}


@pytest.mark.parametrize(
    ("theme", "language"),
    [
        ({"language": "de"}, "de"),
        ({"language": "de-AT"}, "de"),
        ({"language": "fr"}, "en"),
        ({"locale": "de"}, "de"),
        ({}, "en"),
    ],
)
def test_the_box_speaks_the_language_of_the_theme(theme: dict[str, str], language: str) -> None:
    assert of_theme(theme) == language


def test_assistants_find_each_page_as_markdown() -> None:
    text = "# Functions { #f }\n\n<why-denied></why-denied>\n\n## An alias { #alias }\n\nText\n"
    pages = [llms.Source("function/index.html", "function/", text)]
    made = dict(llms.documents("Guide", "About it.", "https://guide.example/", pages))
    assert made["function/index.html.md"] == "# Functions { #f }\n\n## An alias { #alias }\n\nText\n"
    assert made["llms.txt"].startswith("# Guide\n\n> About it.\n")
    assert "- [Functions](https://guide.example/function/index.html.md)" in made["llms.txt"]
    assert "[An alias](https://guide.example/function/#alias)" in made["llms.txt"]
