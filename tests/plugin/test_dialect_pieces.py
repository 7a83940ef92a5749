"""Pieces of the dialect in any order: whatever stands beside what, the page reads as markdown-it reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown_it.token import Token

from mkdocs_whydenied.guide.dialect import page
from mkdocs_whydenied.guide.dialect.render import MARKDOWN
from tests.plugin.test_dialect import HTML, Reading
from tests.properties import examples

PIECES = (
    '# Lamps<a name="lamps"></a>',
    '## Lamps \\(again\\)<a name="lamps"></a>',
    '### Oil\n<a name="oil"></a>',
    '### Oil\n<a name="oil"></a>\nOil is scarce.',
    '<a name="before"></a>\n\n## Named from above',
    '## Two names<a name="one"></a><a name="two"></a>\n<a name="three"></a>',
    "## *Lit* `a_b` __c__ http://example.com/ :key: \\<x\\>",
    "## <keeper> and <b>bold</b> {x} [y]",
    "##",
    "A line\nand its next\\. <keeper> & &lt;lamp&gt; a < b",
    'In <a name="in-text"></a>text, <a name="around">around</a> it\\.',
    "+ one\n+ two\n  + three\n\n    four\n+ five",
    "1. first\n\n   ```\n   code <x> & ``\n   ```\n\n1. second\n**Note**  \nMind it\\.",
    "**Important**  \nOne\\.\n**Tip**\nTwo\\.",
    "**Note**",
    "**Warning**  \n+ a\n+ b",
    '**Note:**<a name="note"></a>  \nAnchored\\.',
    "|  Note  |\n| --- |\n|  **Tip**  |",
    "|  |\n| --- |\n|  boxed <x>  |",
    "| One | Two |\n| --- | --- |\n|  `a`  |  b \\| c  |",
    "------\n#### [ Console ]\n\n1. Press.\n\n------\n#### [ CLI ]\n\n    indented\n\n------",
    "------",
    "------\n#### [ Alone ]\n\nText.",
    "```\n!!! not\n\n<x> {{y}} ~~~\n```",
    "~~~json\n{}\n```\n~~~",
    '<div id="lamps">raw <x></div>',
    "<placeholder>",
    "<!-- hidden -->",
    "> quoted **Note**\n> and more",
    "![An *image*](a.png) [link](b.md#c) <https://example.com>",
    "**Error:** *LampException: There is no lamp with the name that you gave\\.*",
    "An error occurred:\n\n```\nUser: x is not authorized to perform: lamp:Light\n```",
    "{{placeholder}} {: .a }\n{: #b }",
    "*[HTML]: no abbreviation\n\n[^1]: no footnote\n\nTerm\n: no definition",
    "\tindented {{x}}",
)
RENDER = {
    "extensions": [
        "attr_list",
        "toc",
        "tables",
        "footnotes",
        "abbr",
        "def_list",
        "admonition",
        "fenced_code",
        "md_in_html",
    ]
}


def rendered(text: str) -> Reading:
    found = page.read(
        text, lambda address: None, lambda title: "https://example.com/guide", {"forms": ""}, ""
    )
    return Reading(Markdown(**RENDER).convert(found.markdown))


def words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline", "fence", "code_block") or (
            token.type == "html_inline" and not HTML.match(token.content)
        ):
            yield token.content
        elif token.type == "html_block":
            yield re.sub(r"</?div[^>]*>|<!--.*?-->", "", token.content)
        elif token.type == "inline":
            yield from words(token.children or [])


@examples(150)
@given(st.lists(st.sampled_from(PIECES), max_size=8))
@example(list(PIECES))
@example(list(reversed(PIECES)))
def test_any_order_of_pieces_reads_as_markdown_it_reads_it(pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    tokens = MARKDOWN.parse(text)
    found = rendered(text)
    assert found.text == "".join("".join(words(tokens)).split())
    assert found.tags.count("li") == sum(token.type == "list_item_open" for token in tokens)
    assert set(re.findall(r'<a name="([^"]+)"', text)) <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


@examples(100)
@given(st.text(alphabet="#+*_-`~<>/|[](){}:!\\&; \n\t=\"'abc1.", max_size=200))
def test_any_text_is_read(text: str) -> None:
    page.recognised(text)
    rendered(text)


@pytest.mark.parametrize(
    "text",
    ["**Note**  \n" * 3_000, "+ " * 3_000, "<a name=" * 3_000, "<b>" * 3_000, "|a" * 3_000, "{{" * 3_000],
)
def test_long_repetitions_are_read_in_time(text: str) -> None:
    page.read(text, lambda address: None, lambda title: None, {"forms": ""}, "")
