"""The page of all messages: by section, in the order of the navigation, links and slots in place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from mkdocs.exceptions import Abort, ConfigurationError

from tests.plugin.conftest import Built

ONE = (
    "# Release rules { #release }\n\n```form\nThe release of {thing} is <frozen>\nNo release on {day}s\n```\n"
)
TWO = (
    "# Money\n\n## Who [still] pays { #pays }\n\n```form\nBudget of {team} is "
    "spent\n```\n\n## Nothing { #nothing }\n"
)
Site = Callable[..., Built]


@pytest.mark.parametrize("place", ["messages.md", "reference/all.md"])
def test_messages_by_section(place: str, site: Site) -> None:
    built = site(
        {"index.md": "# Home", "rules/b.md": ONE, "a.md": TWO},
        plugins=["search", {"whydenied": {"forms": place}}],
        nav=["index.md", {"Shipping": "rules/b.md"}, "a.md", place],
        theme={"name": "material", "font": False},
    )
    page = built.read(place.replace(".md", "/index.html"))
    up = "../" * place.count("/") + "../"
    assert built.warnings == []
    assert (
        f'<a href="{up}rules/b/#release">Release rules</a>' in page
        and f'<a href="{up}a/#pays">Who [still] pays</a>' in page
    )
    assert "<li><code>The release of <var>thing</var> is &lt;frozen&gt;</code></li>" in page
    assert (
        page.index(">Shipping</h2>") < page.index(">Money</h2>")
        and ">Nothing<" not in page.partition("<h1")[2]
    )
    assert "3 messages lead to a section" in page
    found = json.loads(built.read("search/search_index.json"))["docs"]
    assert not any(place.removesuffix(".md") in each["location"] for each in found)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"forms": "messages"}, "messages.md"),
        ({"forms": "/messages.md"}, "under the docs folder"),
        ({"examples": "orders"}, "function: orders"),
        ({"examples": {"queue": "q"}}, "no name that a paste can tell"),
        ({"examples": {"account": 111122223333}}, "text in quotes"),
    ],
)
def test_a_bad_option_says_what_is_wanted(
    options: dict[str, Any], words: str, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises((Abort, ConfigurationError)):
        site({"index.md": ONE}, plugins=[{"whydenied": options}])
    assert words in caplog.text


def test_examples_travel_in_the_index(site: Site) -> None:
    built = site({"index.md": ONE}, plugins=[{"whydenied": {"examples": {"function": "orders"}}}])
    assert json.loads(built.read(built.files("guide.*.json")[0]))["examples"] == {"function": "orders"}
