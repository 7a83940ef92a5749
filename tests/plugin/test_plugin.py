"""The plugin in other people's sites: index, self-test, themes, neighbours, bad options."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort, ConfigurationError, PluginError

from mkdocs_whydenied.runtime import FILES, RuntimeDamaged, load
from tests.plugin.conftest import Built

HOUSE = """---
title: House rules
---
# Rules { #rules }

<why-denied></why-denied>

## Exceptions { #exceptions }

```form action=iam:CreateRole
Exception required for {resource}: ask the platform team
```

```sample
Exception required for arn:aws:s3:::payroll: ask the platform team
```
"""
Site = Callable[..., Built]


def index(built: Built) -> dict[str, Any]:
    return json.loads(built.read(built.files("guide.*.json")[0]))


@pytest.mark.parametrize(
    ("directory_urls", "url"), [(True, "house/#exceptions"), (False, "house.html#exceptions")]
)
def test_the_index_holds_sections_forms_and_samples(directory_urls: bool, url: str, site: Site) -> None:
    built = site({"index.md": "# Home", "house.md": HOUSE}, use_directory_urls=directory_urls)
    assert built.warnings == []
    rules, exceptions = index(built)["sections"]
    assert rules["title"] == "Rules"
    assert exceptions["url"] == url
    assert exceptions["forms"] == [
        {
            "text": "Exception required for {resource}: ask the platform team",
            "slots": {"action": "iam:CreateRole"},
        }
    ]
    assert exceptions["samples"] == ["Exception required for arn:aws:s3:::payroll: ask the platform team"]


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_every_theme_shows_widget_forms_and_samples(theme: str, site: Site) -> None:
    built = site({"index.md": HOUSE}, theme={"name": theme})
    page = built.read("index.html")
    assert built.warnings == []
    assert page.count("<textarea") == 1
    assert "<li><code>Exception required for <var>resource</var>: ask the platform team</code></li>" in page
    assert re.search(r'<script src="assets/whydenied/whydenied\.[0-9a-f]{8}\.js" defer', page)
    assert re.search(r'href="assets/whydenied/whydenied\.[0-9a-f]{8}\.css"', page)


def test_a_sample_that_leads_elsewhere_is_a_warning_with_its_place(site: Site) -> None:
    astray = (
        HOUSE + "\n## Other { #other }\n\n```sample\nException required for x: ask the platform team\n```\n"
    )
    (warning,) = site({"house.md": astray}).warnings
    assert "house.md:20: the sample in section other leads to exceptions" in warning


def test_the_self_test_can_be_switched_off(site: Site) -> None:
    astray = "# A { #a }\n\n```sample\nnothing\n```\n"
    assert site({"index.md": astray}, plugins=[{"whydenied": {"selftest": False}}]).warnings == []


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (
            "```form\nA message that has no section above it\n```\n",
            "index.md:1: this form stands in no section",
        ),
        ("# A { #a }\n\n```form\n{x} or {y}\n```\n", "index.md:4: this form is never looked for"),
        (
            "# A { #a }\n\n```form effect=red\nA message that fixes a slot\n```\n",
            'index.md:3: a form cannot fix effect to "red"',
        ),
        (
            "# A { #a }\n\n```form colour=red\nA message that fixes a slot\n```\n",
            'index.md:3: a form cannot fix "colour"',
        ),
    ],
)
def test_an_author_is_told_what_and_where(page: str, sentence: str, site: Site) -> None:
    assert any(sentence in warning for warning in site({"index.md": page}).warnings)


def test_markup_in_a_sample_stays_text(site: Site) -> None:
    page = site(
        {"index.md": "# A { #a }\n\n```sample\n<script>1</script>\n\n**x**\n```\n"},
        plugins=[{"whydenied": {"selftest": False}}],
    ).read("index.html")
    assert (
        "&lt;script&gt;1&lt;/script&gt;&#10;&#10;**x**" in page
        or "&lt;script&gt;1&lt;/script&gt;\n\n**x**" in page
    )


def test_a_site_without_sections_still_builds(site: Site) -> None:
    built = site({"index.md": "# Home\n\n<why-denied></why-denied>\n"})
    assert built.warnings == [] and index(built)["sections"] == []


@pytest.mark.parametrize(
    "neighbours", [["search"], ["search", "privacy"], ["search", "offline"], ["offline", "search", "privacy"]]
)
def test_neighbours(neighbours: list[str], site: Site) -> None:
    # Privacy would fetch what Material's own script names; here there is no network, and it is not about us.
    settings: dict[str, Any] = {"privacy": {"assets_exclude": ["unpkg.com/mermaid*"]}}
    plugins = [
        {f"material/{name}" if name != "search" else "search": settings.get(name, {})} for name in neighbours
    ]
    built = site(
        {"index.md": HOUSE},
        plugins=[*plugins, {"whydenied": {"offline": "offline" in neighbours}}],
        theme={"name": "material", "font": False},
    )
    page = built.read("index.html")
    assert built.warnings == []
    assert "unpkg" not in page
    if "offline" in neighbours:
        first, second = re.findall(r'<script src="(assets/whydenied/[^"]+)"', page)[:2]
        assert first.split("/")[-1].startswith("native-worker.") and second.split("/")[-1].startswith(
            "iframe-worker."
        )
        assert set(built.files("native-worker.*.js") + built.files("iframe-worker.*.js")) == {first, second}


@pytest.mark.parametrize("offline", [False, True])
def test_a_page_is_light_before_the_first_touch(offline: bool, site: Site) -> None:
    built = site({"index.md": HOUSE}, plugins=[{"whydenied": {"offline": offline}}])
    named = re.findall(r'(?:src|href)="(assets/whydenied/[^"]+)"', built.read("index.html"))
    assert len(named) == 2
    assert sum(len(gzip.compress(built.read(name).encode())) for name in named) <= 12_000


@pytest.mark.parametrize(("offline", "files"), [(False, "/sections/"), (True, "/embed/section.")])
def test_each_section_is_a_file_of_its_own(offline: bool, files: str, site: Site) -> None:
    """The sections end where the next begins, contain no checker, and are part of no page's first load."""
    built = site({"index.md": "# Home", "house.md": HOUSE}, plugins=[{"whydenied": {"offline": offline}}])
    texts = [built.read(name) for name in built.files("*.js*") if files in name]
    assert len(texts) == 2
    (exceptions,) = [text for text in texts if "Exception required" in text]
    (rules,) = [text for text in texts if text is not exceptions]
    assert "Messages that lead here (1)" in exceptions and "whydenied-sample" in exceptions
    assert "textarea" not in rules + exceptions and "<h2" not in rules + exceptions


@pytest.mark.parametrize("offline", [False, True])
def test_every_module_is_named_js(offline: bool, site: Site) -> None:
    """Many web servers have no type for `.mjs`, and a browser runs no module without one."""
    built = site({"index.md": HOUSE}, plugins=[{"whydenied": {"offline": offline}}])
    assert built.files("*.mjs") == []
    assert built.files("worker.*.js")


def test_offline_is_one_option(site: Site) -> None:
    built = site({"index.md": "# Home", "house.md": HOUSE}, plugins=[{"whydenied": {"offline": True}}])
    assert built.files("house.html") and not built.files("*.wasm")
    assert len(built.files("pyodide.asm.wasm.*.js")) > 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"offline": "perhaps"}, "offline"),
        ({"language": "xx"}, "language"),
        ({"selftest": 3}, "selftest"),
        ({"follow": "away"}, "follow"),
    ],
)
def test_a_bad_option_is_named(
    options: dict[str, Any], words: str, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises((Abort, ConfigurationError)):
        site({"index.md": HOUSE}, plugins=[{"whydenied": options}])
    assert words in caplog.text


def test_building_again_in_one_process_sees_what_changed(site: Site) -> None:
    first = site({"index.md": HOUSE})
    name = first.files("guide.*.json")[0]
    again = site({"index.md": HOUSE.replace("Exceptions", "Ways out")})
    assert index(again)["sections"][1]["title"] == "Ways out"
    assert name not in again.files("guide.*.json")


README = {
    "index.md": "# Wiki\n\n<why-denied></why-denied>\n\nA brace stays: `x` {y}.\n",
    "rules.md": "# Rules\n\n## How we grant exceptions { #exceptions }\n\nAsk the team.\n\n### No id here\n",
    "plain.md": "# Plain\n\nA paragraph.\n{ .loud }\n",
}


@pytest.mark.parametrize("extensions", [[], ["extra"], ["attr_list", "toc"]])
def test_ids_of_sections_need_no_extension_of_the_site(extensions: list[str], site: Site) -> None:
    """The five lines of README name no extension; pages without sections are as the site has them."""
    built = site(README, theme={"name": "material"}, markdown_extensions=extensions)
    assert built.warnings == []
    assert '<h2 id="exceptions">How we grant exceptions</h2>' in built.read("rules/index.html")
    assert ("{ .loud }" in built.read("plain/index.html")) is not bool(extensions)
    assert [section["url"] for section in index(built)["sections"]] == ["rules/#exceptions"]


RENAMING = "def on_page_content(html, **_):\n    return html.replace('id=\"exceptions\"', 'id=\"other\"')\n"


def test_an_id_that_is_not_in_the_page_is_told(site: Site, tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text(RENAMING, "utf-8")
    (warning,) = site({"house.md": HOUSE}, hooks=[str(tmp_path / "hook.py")]).warnings
    assert 'house.md:8: "Exceptions" should have the id exceptions' in warning
    assert "lead nowhere" in warning


@pytest.mark.parametrize(
    "options",
    [
        {"rules": "/etc"}, {"rules": "../../out"}, {"rules": "a/../../b"}, {"rules": "..\\out"}, {"rules": "C:\\out"}, {"rules": "~/out"},
        {"forms": "/etc/messages.md"}, {"forms": "../messages.md"}, {"forms": "a/../../messages.md"}, {"forms": "C:/messages.md"},
    ],
)  # fmt: skip
def test_nothing_is_written_outside_the_site(
    options: dict[str, str], site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises((Abort, ConfigurationError)):
        site({"index.md": HOUSE}, plugins=[{"whydenied": options}])
    assert next(iter(options)) in caplog.text
    assert {path.name for path in tmp_path.iterdir()} <= {"docs", "mkdocs.yml"}


@pytest.mark.parametrize(
    ("options", "own"),
    [
        ({"rules": "rules"}, "rules/index.md"),
        ({"rules": "rules"}, "rules.md"),
        ({"rules": "rules/"}, "rules/trust.md"),
        ({"forms": "messages.md"}, "messages.md"),
        ({"forms": "index.md"}, "index.md"),
    ],
)
def test_an_own_page_is_never_replaced(
    options: dict[str, str], own: str, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises((Abort, PluginError)):
        site({"index.md": HOUSE, own: "# Mine { #mine }\n"}, plugins=[{"whydenied": options}])
    assert f"over your own page {own}" in caplog.text


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("# A { #a }\n\n## B { #b }\n\n## C { #b }\n", 'index.md:5: the id "b" stands on this page twice: line 3'),
        ("# A { #a }\n\n```form\nA message with {action}\n", "index.md:3: this form is never closed: end it with a line of ```"),
        ("# A { #a }\n\n~~~~sample\nnothing\n~~~\n\ntext\n", "index.md:3: this sample is never closed"),
        ("# A { #a }\n\n```form\n", "index.md:3: this form is never closed"),
        ("---\nwhydenied: {scp: exeptions}\n---\n# A { #exceptions }\n", "did you mean exceptions?"),
        ("---\nwhydenied: {pasrole: exceptions}\n---\n# A { #exceptions }\n", "did you mean passrole?"),
    ],
)  # fmt: skip
def test_an_author_is_told_what_is_not_closed_or_twice_there(page: str, sentence: str, site: Site) -> None:
    warnings = site({"index.md": page}).warnings
    assert any(sentence in warning for warning in warnings), warnings


def test_fences_that_are_closed_are_no_problem(site: Site) -> None:
    page = "# A { #a }\n\n````form\nA message with {action}\n````\n\n~~~ form\nAnother message for {action}\n~~~~\n"
    assert not [each for each in site({"index.md": page}).warnings if "closed" in each]


@pytest.mark.parametrize("file", ["pyodide.asm.wasm", "checker.bin", "manifest.json", "library.zip.gz"])
def test_a_damaged_runtime_ends_the_build(file: str, tmp_path: Path) -> None:
    folder = shutil.copytree(FILES, tmp_path / "files")
    content = (folder / file).read_bytes()
    (folder / file).write_bytes(
        content[:-9] + b"x" + content[-8:] if file != "manifest.json" else content[:-9]
    )
    with pytest.raises(RuntimeDamaged, match=f"{file} is damaged"):
        load(folder)
