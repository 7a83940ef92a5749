"""HTML inside a guide's text: anchors become element ids, what is no HTML is text, and comments are left
out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from markdown_it.token import Token

from .ids import Ids

# https://html.spec.whatwg.org/multipage/syntax.html#void-elements, those that may stand in a text
_VOID = frozenset(("br", "hr", "img", "wbr"))
_PHRASES = frozenset(
    (
        "a",
        "abbr",
        "b",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
    )
)
_BLOCKS = frozenset(
    (
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ol",
        "p",
        "pre",
        "summary",
        "ul",
    )
)
_TABLES = frozenset(("caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"))
_KNOWN = _VOID | _PHRASES | _BLOCKS | _TABLES
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*+)")
_NAME = re.compile(r"(\s(?:name|id)\s*+=\s*+)(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++)", re.IGNORECASE)
_HREF = re.compile(r"\shref\s*+=", re.IGNORECASE)
# A tag or a comment in a block of HTML; quotes may hold a ">".
_PIECE = re.compile(r"<!--.*?-->|</?[A-Za-z](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>", re.DOTALL)


def pieces(html: str) -> list[Token]:
    """A block of HTML taken apart as markdown-it takes apart HTML within a paragraph."""
    result, at = [], 0
    for match in _PIECE.finditer(html):
        result.append(Token("text", "", 0, content=html[at : match.start()]))
        result.append(Token("html_inline", "", 0, content=match[0]))
        at = match.end()
    return [*result, Token("text", "", 0, content=html[at:])]


def names(tokens: Sequence[Token]) -> Iterator[str]:
    """The names of all anchors and ids among *tokens*, in order."""
    for token in tokens:
        if token.type == "html_inline" and (name := _name(token.content)):
            yield name


def settled(tokens: Sequence[Token], ids: Ids) -> list[Token]:
    """The tokens with anchors as ids (in ``meta["anchor"]`` too where nothing else is in the tag), and text
    where a tag is none of HTML's."""
    if not any(token.type == "html_inline" for token in tokens):
        return [*tokens]
    real = _real(tokens)
    result = []
    for at, token in enumerate(tokens):
        if token.type != "html_inline":
            result.append(token)
        elif at in real:
            result.append(_settled(token, ids))
        elif not token.content.startswith("<!--"):
            result.append(Token("text", "", 0, content=token.content))
    return result


def _real(tokens: Sequence[Token]) -> set[int]:
    """Which tokens are tags of HTML: known ones, each start with its end; ``<table>`` alone is a word someone
    wrote in angle brackets."""
    real: set[int] = set()
    opened: list[tuple[str, int]] = []
    for at, token in enumerate(tokens):
        found = _TAG.match(token.content) if token.type == "html_inline" else None
        tag = found[2].lower() if found else ""
        if not found or tag not in _KNOWN:
            continue
        if tag in _VOID or token.content.endswith("/>"):
            real.add(at)
        elif not found[1]:
            opened.append((tag, at))
        elif any(tag == name for name, _ in opened):
            while opened:
                name, start = opened.pop()
                if name == tag:
                    real |= {start, at}
                    break
    return real


def _name(tag: str) -> str | None:
    found = _TAG.match(tag)
    if not found or found[1] or found[2].lower() not in _KNOWN:
        return None
    name = _NAME.search(tag)
    return unescape(name[2].strip("\"'")) if name else None


def _settled(token: Token, ids: Ids) -> Token:
    name = _name(token.content)
    if not name:
        return token
    given = ids.named(name)
    if _TAG.match(token.content)[2].lower() == "a" and not _HREF.search(token.content):  # type: ignore[index]
        return Token("html_inline", "", 0, content=f'<a id="{escape(given)}">', meta={"anchor": given})
    plain = _NAME.sub("", token.content)
    end = len(_TAG.match(plain)[0])  # type: ignore[index]
    return Token("html_inline", "", 0, content=f'{plain[:end]} id="{escape(given)}"{plain[end:]}')
