"""HTML of a guide's blocks, one line a block, and headings as Markdown, so that the site's own table of
contents finds them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_PLACEHOLDER = re.compile(r"\{\{[^{}\n]{1,200}\}\}")
_PRE = re.compile(r"(<pre[ >].*?</pre>)", re.DOTALL)
# What Python-Markdown reads as syntax and lets a backslash undo
# (https://python-markdown.github.io/reference/#escaped_chars), and what common extensions read and only an
# entity undoes. Entities are the exception: they stay in the titles of MkDocs's search index.
_ESCAPED = re.compile(r"[\\`*_{}\[\]()#+\-.!]")
_ENTITY = re.compile(r"[&<>~^=|$]|:(?=//|[\w+-]{1,40}:)")
# Attributes as attr_list reads them, and what a selector of a link can hold without quoting.
_EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_PLAIN_ID = re.compile(r"[\w:.-]++")


class Renderer(RendererHTML):
    """markdown-it's renderer, with example errors and the placeholders of the newer pages marked."""

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Plain text."""
        return _marked(escape(tokens[idx].content, quote=False))

    def code_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Code within a text."""
        return f"<code>{_marked(escape(tokens[idx].content, quote=False))}</code>"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A block of code; an example error as this plugin shows samples."""
        token = tokens[idx]
        language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
        kind = f' class="language-{escape(language)}"' if language else ""
        pre = f"<pre><code{kind}>{_marked(escape(token.content, quote=False))}</code></pre>\n"
        return f'<div class="whydenied-sample">{pre}</div>\n' if token.meta.get("example") else pre


def _marked(html: str) -> str:
    return _PLACEHOLDER.sub(r"<var>\g<0></var>", html) if "{{" in html else html


MARKDOWN = MarkdownIt("commonmark").enable("table")


_RENDERER = Renderer()


def block(tokens: Sequence[Token]) -> str:
    """The HTML of some blocks on one line: what Python-Markdown and its extensions look for at the start of
    lines is not there."""
    html = _RENDERER.render(tokens, MARKDOWN.options, {})
    parts = _PRE.split(html)
    return "".join(
        part.replace("\n", "&#10;") if at % 2 else part.replace("\n", " ") for at, part in enumerate(parts)
    ).strip()


def heading(level: int, children: Sequence[Token], given: str, section: bool) -> str:
    """A heading as a line of Markdown whose punctuation no extension can take for its own."""
    words = "".join(map(_inline, children)).strip()
    if not words:
        return f'<h{level} id="{escape(given)}"></h{level}>'
    # Inline syntax is read before attributes are, so that __x__ would become emphasis.
    plain = _EMPHASIS.sub(r"\_", given)
    attribute = f"#{plain}" if section and _PLAIN_ID.fullmatch(given) else f'id="{escape(plain)}"'
    return f"{'#' * level} {words} {{: {attribute} }}"


def anchors(ids: Sequence[str]) -> str:
    """Anchors without a text."""
    return "<div>" + "".join(f'<a id="{escape(each)}"></a>' for each in ids) + "</div>"


def _inline(token: Token) -> str:
    if token.type == "text":
        return _literal(token.content)
    if token.type == "code_inline":
        return f"<code>{_literal(token.content)}</code>"
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return _RENDERER.renderInline([token], MARKDOWN.options, {})


def _literal(text: str) -> str:
    pieces = re.split(f"({_ENTITY.pattern})", text)
    return "".join(
        (f"&#{ord(piece)};" if piece not in "&<>" else escape(piece))
        if at % 2
        else _ESCAPED.sub(r"\\\g<0>", piece)
        for at, piece in enumerate(pieces)
    )
