"""What the build writes for the first screen: the worked example, and scripts without their comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_whydenied.site.bundle import ANSWER, ASSETS, EARLY, asset
from mkdocs_whydenied.site.perhaps import common, perhaps
from mkdocs_whydenied.site.worked import PLACE, worked
from tests.plugin.conftest import Built

Site = Callable[..., Built]
DENIED = (
    "User: arn:aws:iam::111122223333:user/<b>ana</b> is not authorized to perform: s3:GetObject on "
    "resource: arn:aws:s3:::books/a&b.txt because no identity-based policy allows the s3:GetObject action"
)
GUIDE = f"""# Wiki {{ #wiki }}

<why-denied></why-denied>

## Missing permissions {{ #no-permissions }}

```sample
{DENIED.replace("<b>ana</b>", "ana").replace("&", "and")}
```
"""
EMPTY: dict[str, Any] = {"schema": "whydenied/guide/1", "sections": []}
TEXTS = {"worked.paste": "This <message>:", "worked.answer": "Its answer:", "fixes": "Fix"}


def test_a_page_shows_one_example_with_its_answer(site: Site) -> None:
    page = site({"index.md": GUIDE, "more.md": "# More\n"}).read("index.html")
    assert page.count('<div class="whydenied-worked"') == 1
    assert "The user ana was denied" in re.sub(r"<.*?>", "", page)
    assert '<mark class="whydenied-action">s3:GetObject</mark>' in page
    assert "&quot;Effect&quot;" in page or '"Effect": "Allow"' in page


def test_a_site_without_a_sample_has_no_example(site: Site) -> None:
    page = site({"index.md": "# Wiki\n\n<why-denied></why-denied>\n"}).read("index.html")
    assert "whydenied-worked" not in page and "<why-denied>" in page


def test_the_example_is_text() -> None:
    html = worked(EMPTY, DENIED, TEXTS)
    assert "<b>" not in html and "&lt;b&gt;ana&lt;/b&gt;" in html
    assert "a&amp;b.txt" in html and "This &lt;message&gt;:" in html


@pytest.mark.parametrize("paste", [None, "", "Segmentation fault", '{"Statement": []}'])
def test_what_has_no_fix_is_no_example(paste: str | None) -> None:
    assert worked(EMPTY, paste, TEXTS) == ""


def test_the_place_is_in_every_checker_of_a_page(site: Site) -> None:
    """And in none that the script makes: the example belongs to the page of the box."""
    built = site({"index.md": GUIDE})
    assert PLACE not in built.read("index.html")
    assert "whydenied-worked" not in built.read(built.files("whydenied.*.js")[0])


@pytest.mark.parametrize("name", [*EARLY, *ANSWER["answer.js"]])
def test_a_script_without_comments_is_the_same_script(name: str) -> None:
    """Its lines that are no comment, all of them and in order."""
    found, source = asset(name), re.sub(rb"/\*\* @[^*\n]*\*/ (?=\S)", b"", (ASSETS / name).read_bytes())
    assert not re.search(rb"^\s*//|^\s*\*|^[ \t]", found, re.MULTILINE)
    lines = []
    for line in source.decode().splitlines():
        code, mark, _ = line.partition("; // ")
        assert not mark or not any(code.count(quote) % 2 for quote in "\"'`"), line
        lines.append((code + mark[:1]).strip().encode())
    left = iter(lines)
    assert all(line in left for line in found.splitlines())
    code = [line for line in lines if line and not re.match(rb"(//|/?\*)", line)]
    assert [line for line in found.splitlines() if line in code] == code


def section(name: str) -> dict[str, Any]:
    """A row of the index."""
    return {"id": name, "title": name.title(), "url": f"x/#{name}", "forms": [], "samples": []}


def test_sections_to_offer_are_those_that_the_guide_has() -> None:
    guide = {"sections": [section("not-access"), section("security_iam_troubleshoot-kms"), section("x")]}
    assert [row["title"] for row in perhaps(guide)] == ["Not-Access", "Security_Iam_Troubleshoot-Kms"]
    assert common(guide) is None
    assert common({"sections": [section("common-errors")]}) == {
        "title": "Common-Errors",
        "url": "x/#common-errors",
    }
