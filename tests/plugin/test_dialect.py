"""Pages as AWS publishes its guides, put into a site as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mkdocs.exceptions import Abort, ConfigurationError

from mkdocs_whydenied.guide.dialect.page import recognised
from tests.plugin.conftest import Built, build_site
from whydenied import Guide, check

Site = Callable[..., Built]

PAGES = {
    path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "dialect").rglob("*.md"))
}
PLAIN = MarkdownIt("commonmark").enable("table")
LABEL = re.compile(r"\*\*(?:Note|Important|Tip|Warning)\*\* *$", re.MULTILINE)
# What the extension smarty does to headings is its site's wish.
STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
# Words in angle brackets that are no HTML: the reader is to see them.
HTML = re.compile(r"</?[ab]\b")


class Reading(HTMLParser):
    """What a browser makes of a page's main part: its text, ids and elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.classes: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"]] if values.get("id") else []
        self.links += [values[name] or "" for name in ("href", "src") if name in values]
        self.classes.append(values.get("class") or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join("".join(self.words).split())


def main(built: Built, name: str) -> str:
    return built.read(name).split('role="main">', 1)[1].split("<footer", 1)[0].rsplit("</div>", 1)[0]


def read(built: Built, name: str) -> Reading:
    return Reading(main(built, name))


def index(built: Built) -> dict[str, Any]:
    return json.loads(built.read(built.files("guide.*.json")[0]))


def by_markdown_it(text: str) -> str:
    """The text of a page as markdown-it reads it, without blanks."""
    words = []
    for token in PLAIN.parse(text):
        words += [child.content for child in token.children or () if _shown(child)]
        words += [token.content] if token.type in ("fence", "code_block") else []
    return "".join("".join(words).split())


def _shown(child: Token) -> bool:
    return child.type in ("text", "code_inline") or (
        child.type == "html_inline" and not HTML.match(child.content)
    )


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """One site of all pages for each choice of extensions, since a build takes longer than what is read from
    it."""

    @cache
    def built(*extensions: str) -> Built:
        pages = {f"{name}.md": text for name, text in PAGES.items()}
        return build_site(tmp_path_factory.mktemp("shelf"), pages, markdown_extensions=list(extensions))

    return built


@pytest.mark.parametrize(
    "extensions",
    [
        [],
        ["attr_list"],
        ["pymdownx.superfences", "md_in_html", "smarty", "pymdownx.magiclink", "pymdownx.tilde"],
    ],
)
def test_the_text_is_markdown_its_own_reading(
    page: str, extensions: list[str], shelf: Callable[..., Built]
) -> None:
    built = shelf(*extensions)
    assert built.warnings == []
    assert read(built, f"{page}/index.html").text.translate(STRAIGHT) == by_markdown_it(
        PAGES[page]
    ).translate(STRAIGHT)


def test_every_anchor_is_an_id_and_no_id_stands_twice(page: str, shelf: Callable[..., Built]) -> None:
    found = read(shelf("attr_list"), f"{page}/index.html").ids
    assert set(re.findall(r'<a name="([^"]+)">', PAGES[page])) <= set(found)
    assert len(found) == len(set(found))


def test_every_list_item_and_every_note_is_one(page: str, shelf: Callable[..., Built]) -> None:
    found = read(shelf("attr_list"), f"{page}/index.html")
    assert found.tags.count("li") == sum(token.type == "list_item_open" for token in PLAIN.parse(PAGES[page]))
    boxes = PAGES[page].count("|  Note  |")
    assert (
        sum(each.startswith("admonition ") for each in found.classes)
        == len(LABEL.findall(PAGES[page])) + boxes
    )


def test_headings_have_their_anchors_as_ids_and_stand_in_contents_and_search(site: Site) -> None:
    built = site({"page.md": PAGES["older"]}, plugins=["search", "whydenied"])
    html = built.read("page/index.html")
    assert '<h1 id="ledger_no">' in html
    assert '<h3 id="ledger_inside-2">Details with <code>code</code>, <em>stars</em> and snake_case' in html
    assert '<h3 id="a-heading-nobody-named">' in html
    assert html.count('href="#ledger_no-shelf"') == 2
    found = {
        row["location"]: unescape(row["title"])
        for row in json.loads(built.read("search/search_index.json"))["docs"]
    }
    assert found["page/#ledger_no-shelf"] == "Error: The clerk cannot reach <shelf-name> in <region>"
    assert found["page/"] == "Troubleshooting access to the ledger"


def test_the_anchor_on_the_line_after_a_heading_is_the_headings(site: Site) -> None:
    html = site({"page.md": PAGES["newer"]}).read("page/index.html")
    assert '<h2 id="lighthouse_keys-light">Light the lamp</h2>' in html
    assert '<a id="lighthouse_keys-light">' not in html


def test_tabs_are_disclosures_that_end_where_they_end(site: Site) -> None:
    html = main(site({"page.md": PAGES["newer"]}), "page/index.html")
    first, second = re.findall(r"<details.*?</details>", html, re.DOTALL)
    assert "Twice for bright" in first and " open>" in first
    assert "<pre>" in second and " open>" not in second
    assert "<var>{{lamp-name}}</var>" in second
    assert "<hr" not in html


@pytest.mark.parametrize(
    ("guide", "shelves", "image"),
    [
        (
            "aws-batch-user-guide",
            "https://docs.aws.amazon.com/batch/latest/userguide/shelves.html#shelf-rules",
            "/images/map.png",
        ),
        (
            "https://example.com/ledger/",
            "https://example.com/ledger/shelves.html#shelf-rules",
            "https://example.com/ledger/images/map.png",
        ),
    ],
)
def test_links_to_pages_that_are_not_there_lead_to_the_public_guide(
    guide: str, shelves: str, image: str, site: Site
) -> None:
    built = site(
        {"a/page.md": PAGES["older"], "a/office/hours.md": "# Hours"},
        plugins=[{"whydenied": {"aws_guides": [{"a/*": guide}]}}],
    )
    links = read(built, "a/page/index.html").links
    assert built.warnings == []
    assert shelves in links
    assert "../office/hours/" in links
    assert any(link.endswith(image) for link in links)


@pytest.mark.parametrize(
    ("name", "title", "address"),
    [
        (
            "aws-batch-user-guide/page.md",
            "Anything",
            "https://docs.aws.amazon.com/batch/latest/userguide/other.html",
        ),
        (
            "aws-batch-user-guide__page.md",
            "Anything",
            "https://docs.aws.amazon.com/batch/latest/userguide/other.html",
        ),
        ("page.md", "Trouble with AWS Lambda", "https://docs.aws.amazon.com/lambda/latest/dg/other.html"),
    ],
)
def test_the_guide_is_known_by_folder_file_or_title(name: str, title: str, address: str, site: Site) -> None:
    built = site({name: f'# {title}<a name="t"></a>\n\nSee [other](other.md)\\.\n'})
    assert address in built.read(name.replace(".md", "/index.html"))


def test_a_link_that_can_lead_nowhere_is_its_text(site: Site) -> None:
    built = site({"page.md": PAGES["older"]})
    assert "the shelves" in main(built, "page/index.html")
    assert "shelves.md" not in main(built, "page/index.html")


@pytest.mark.parametrize(
    ("paste", "section"),
    [
        (
            (
                "User: arn:aws:sts::444455556666:assumed-role/a/b is not authorized to perform: "
                "ledger:ReadEntry on resource: x"
            ),
            "no-permissions",
        ),
        (
            "User: arn:aws:iam::444455556666:user/b is not authorized to perform: ledger:Burn on resource: y",
            "no-permissions",
        ),
        (
            (
                "User: arn:aws:iam::444455556666:user/b is not authorized to perform: iam:PassRole on "
                "resource: z"
            ),
            "hand-over",
        ),
        ("ERROR The clerk cannot reach attic in eu-west-1", "shelf"),
        ("ShelfMissingException: The shelf that you named was sold at auc", "inside-2"),
    ],
)
def test_a_readers_own_message_leads_there_too(paste: str, section: str, site: Site) -> None:
    guide = Guide.from_json(index(site({"page.md": PAGES["older"]})))
    assert check(paste, guide).sections[0].url in (f"page/#ledger_no-{section}", f"page/#ledger_{section}")


def test_guides_beside_each_other_keep_their_own_sections(site: Site) -> None:
    other = PAGES["older"].replace("ledger:ReadEntry", "archive:ReadEntry")
    guide = Guide.from_json(index(site({"a.md": PAGES["older"], "b.md": other})))
    for name, action in (("a", "ledger"), ("b", "archive")):
        report = check(
            (
                "User: arn:aws:iam::444455556666:user/b is not authorized to perform: "
                f"{action}:ReadEntry on resource: x"
            ),
            guide,
        )
        assert report.sections[0].url == f"{name}/#ledger_no-no-permissions"


def test_a_house_can_add_forms_samples_and_the_widget(site: Site) -> None:
    own = (
        "\n<why-denied></why-denied>\n\n```form\nThe lamp was stolen by "
        "{thief}\n```\n\n```sample\nThe lamp was stolen by pirates\n```\n"
    )
    built = site({"page.md": PAGES["newer"] + own})
    assert built.warnings == []
    assert built.read("page/index.html").count("<textarea") == 1
    (row,) = [row for row in index(built)["sections"] if row["id"] == "lighthouse_keys-refuses"]
    assert "The lamp was stolen by {thief}" in [form["text"] for form in row["forms"]]


@pytest.mark.parametrize(
    ("text", "of_the_dialect"),
    [
        (PAGES["older"], True),
        (PAGES["newer"], True),
        ("# House rules\n\nNo anchors here.", False),
        ('# House rules\n\nText <a name="x"></a> with an anchor.', False),
        ('## <a name="x"></a>An old habit of other wikis', False),
        ('# Rules<a name="x"></a>\n\n!!! note\n    Ours.\n', False),
        ('<a name="x"></a>', False),
        ('<a name="', False),
        ("", False),
    ],
)
def test_the_dialect_is_recognised(text: str, of_the_dialect: bool) -> None:
    assert recognised(text) is of_the_dialect


def test_patterns_choose_and_leave_out(site: Site) -> None:
    plain = "# Rules\n\nFirst:\n+ one\n+ two\n"
    built = site(
        {"in/a.md": plain, "in/not/b.md": plain, "c.md": plain},
        plugins=[{"whydenied": {"aws_guides": ["in/", "!in/not/*"]}}],
    )
    assert [main(built, f"{name}/index.html").count("<li>") for name in ("in/a", "in/not/b", "c")] == [
        2,
        0,
        0,
    ]


@pytest.mark.parametrize("value", [3, [3], [{"a": 3}], [{"a": "no-such-guide"}]])
def test_an_option_that_means_nothing_is_refused(value: Any, site: Site) -> None:
    with pytest.raises((Abort, ConfigurationError)):
        site({"index.md": "# A"}, plugins=[{"whydenied": {"aws_guides": value}}])


def test_extensions_lent_to_one_page_are_taken_back(site: Site) -> None:
    built = site({"a.md": PAGES["newer"], "b.md": "# Braces {: #stay }\n"}, markdown_extensions=[])
    assert "{: #stay }" in built.read("b/index.html")
    assert "{:" not in main(built, "a/index.html")


HOUSE = "---\nwhydenied:\n  scp: exceptions\n---\n# How we grant exceptions { #exceptions }\n"
DENIED = (
    "User: arn:aws:iam::111122223333:user/keeper is not authorized to perform: "
    "s3:GetObject on resource: arn:aws:s3:::shelf/a"
    " with an explicit deny in a service control policy"
)


def test_a_house_takes_over_a_section_by_front_matter(site: Site) -> None:
    built = site({"guide.md": f"# Guard rails {{ #scp }}\n\n```sample\n{DENIED}\n```\n", "house.md": HOUSE})
    assert built.warnings == []
    assert check(DENIED, Guide.from_json(index(built))).sections[0].url == "house/#exceptions"


@pytest.mark.parametrize(
    ("front", "sentence"),
    [("whydenied: x", "should pair names"), ("whydenied: {scp: nowhere}", 'the section "nowhere"')],
)
def test_front_matter_that_means_nothing_is_a_warning(front: str, sentence: str, site: Site) -> None:
    (warning,) = site({"house.md": f"---\n{front}\n---\n# A {{ #a }}\n"}).warnings
    assert sentence in warning
