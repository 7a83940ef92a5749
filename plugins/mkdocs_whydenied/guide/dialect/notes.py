"""Notes with a label, boxes made of a table with one column, and tab sets, as tokens that render to what they
are."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

from markdown_it.token import Token

# AWS's labels (https://github.com/awsdocs writes no others), each with the admonition that themes of MkDocs
# know.
_LABELS = {
    "note": "note",
    "notes": "note",
    "important": "warning",
    "tip": "tip",
    "tips": "tip",
    "warning": "danger",
    "caution": "warning",
    "attention": "warning",
}
_BREAKS = ("softbreak", "hardbreak")
_ADOPTED = ("paragraph_open", "bullet_list_open", "ordered_list_open", "fence", "code_block", "table_open")


def noted(tokens: Sequence[Token]) -> list[Token]:
    """The block tokens with label notes, one-column tables and tab sets made out."""
    return _tabs(_notes(tokens))


def end_of(tokens: Sequence[Token], at: int) -> int:
    """The place after the block that starts at *at*."""
    depth = 0
    for number in range(at, len(tokens)):
        depth += tokens[number].nesting
        if depth <= 0:
            return number + 1
    return len(tokens)


def raw(html: str, nesting: Literal[-1, 0, 1] = 0) -> Token:
    """A token that renders to *html*, which opens (1) or closes (-1) an element that holds other tokens."""
    return Token("html_block", "", nesting, content=html, block=True)


def _kind(text: str) -> str | None:
    return _LABELS.get(text.strip().rstrip(":.").lower())


def _notes(tokens: Sequence[Token]) -> list[Token]:
    result: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = end_of(tokens, at) if token.type in ("paragraph_open", "table_open") else at + 1
        if token.type == "table_open":
            result += _box(tokens[at:end]) or tokens[at:end]
        elif token.type == "paragraph_open":
            parts = _split(tokens[at:end])
            if (
                parts[-1].meta.get("waiting")
                and end < len(tokens)
                and tokens[end].type in _ADOPTED
                and not _labelled(tokens, end)
            ):
                stop = end_of(tokens, end)
                parts[-1:] = [*_notes(tokens[end:stop]), parts[-1]]
                end = stop
            result += parts
        else:
            result.append(token)
        at = end
    return result


def _labelled(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].type == "paragraph_open" and _label(tokens[at + 1].children or [], 0) is not None


def _label(children: Sequence[Token], start: int) -> int | None:
    """Where in a paragraph's text a label stands: alone on its line, in bold."""
    for at in range(start, len(children) - 2):
        first = at == 0 or children[at - 1].type in _BREAKS or _only_anchors(children[:at])
        if (
            first
            and [each.type for each in children[at : at + 3]] == ["strong_open", "text", "strong_close"]
            and _kind(children[at + 1].content)
            and _stop(children, at + 3) is not None
        ):
            return at
    return None


def _stop(children: Sequence[Token], at: int) -> int | None:
    """The end of a label's line that begins at *at*, when nothing but anchors stands there."""
    while at < len(children) and (
        _is_anchor(children[at]) or (children[at].type == "text" and not children[at].content.strip())
    ):
        at += 1
    return at if at == len(children) or children[at].type in _BREAKS else None


def _is_anchor(token: Token) -> bool:
    return token.type == "html_inline" and ("anchor" in token.meta or token.content == "</a>")


def _only_anchors(children: Sequence[Token]) -> bool:
    return all(_is_anchor(each) or (each.type == "text" and not each.content.strip()) for each in children)


def _split(paragraph: Sequence[Token]) -> list[Token]:
    """A paragraph as itself, or as what stands before its labels and a note for each; the last token waits
    when its note is still empty."""
    opened, inline, closed = paragraph
    children = inline.children or []
    at = _label(children, 0)
    if at is None:
        return [*paragraph]
    before = children[:at]
    while before and before[-1].type in _BREAKS:
        before.pop()
    result = _paragraph(opened, before, closed) if before else []
    while at is not None:
        stop = _stop(children, at + 3) or len(children)
        following = _label(children, stop)
        inside = [*children[at + 3 : stop], *children[stop + 1 : following]]
        while inside and inside[-1].type in _BREAKS:
            inside.pop()
        title = children[at + 1].content
        result.append(
            raw(
                (
                    f'<div class="admonition {_kind(title)}"><p '
                    f'class="admonition-title">{escape(title, quote=False)}</p>'
                ),
                1,
            )
        )
        result += _paragraph(_shown(opened), inside, _shown(closed)) if inside else []
        result.append(raw("</div>", -1))
        result[-1].meta = {"waiting": not inside or _only_anchors(inside)}
        at = following
    return result


def _shown(token: Token) -> Token:
    return token.copy(hidden=False)


def _paragraph(opened: Token, children: list[Token], closed: Token) -> list[Token]:
    return [opened, Token("inline", "", 0, children=children, map=opened.map, block=True), closed]


def _box(table: Sequence[Token]) -> list[Token] | None:
    """A table with one column as a box: its heading, if any, is the box's title; None for a table that is
    one."""
    heads = [at for at, token in enumerate(table) if token.type == "th_open"]
    cells = [at for at, token in enumerate(table) if token.type == "td_open"]
    if len(heads) != 1:
        return None
    children = table[heads[0] + 1].children or []
    title = "".join(each.content for each in children if each.type in ("text", "code_inline")).strip(" *")
    if title and not _kind(title) and len(cells) != 1:
        return None
    body: list[Token] = []
    for at in cells:
        inside = table[at + 1].children or []
        if inside:
            body += _split(
                _paragraph(Token("paragraph_open", "p", 1), inside, Token("paragraph_close", "p", -1))
            )
    if not title and body and body[0].type == "html_block":
        return body
    head = raw(f'<div class="admonition {_kind(title) or "note"}">', 1)
    if title:
        name = Token("inline", "", 0, children=[*children], block=True)
        return [head, raw('<p class="admonition-title">', 1), name, raw("</p>", -1), *body, raw("</div>", -1)]
    return [head, *body, raw("</div>", -1)]


def _tabs(tokens: Sequence[Token]) -> list[Token]:
    """Tab sets, which AWS writes as headings ``[ Name ]`` between rules, as disclosures of which one at a
    time is open.

    ``details`` with a common name need neither a theme's styles nor a script, and browsers open them for a
    fragment inside.
    """
    result: list[Token] = []
    open_tabs: list[tuple[int, int]] = []  # the depth and the set of each
    depth, last = 0, 0
    same: int | None = None  # the set that the next tab goes on with
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if open_tabs and (
            depth < open_tabs[-1][0]
            or (depth == open_tabs[-1][0] and (token.type == "hr" or token.nesting < 0))
        ):
            result.append(raw("</details>", -1))
            ended, number = open_tabs.pop()
            if token.type == "hr" and depth == ended:
                same = number if _tab(tokens, at + 1) else None
                if same is None:
                    at += 1
                    continue
        if token.type == "hr" and (name := _tab(tokens, at + 1)):
            opened = " open" if same is None else ""
            last += same is None
            number, same = (last if same is None else same), None
            result.append(
                raw(f'<details class="whydenied-tab" name="whydenied-tabs-{number}"{opened}><summary>', 1)
            )
            result += [name, raw("</summary>")]
            open_tabs.append((depth, number))
            at += 4
            continue
        depth += token.nesting
        result.append(token)
        at += 1
    return [*result, *(raw("</details>", -1) for _ in open_tabs)]


def _tab(tokens: Sequence[Token], at: int) -> Token | None:
    """The name of the tab whose heading stands at *at*; its brackets stay in the text, unseen, so that the
    page reads as its source."""
    if at + 2 >= len(tokens) or tokens[at].type != "heading_open":
        return None
    content = tokens[at + 1].content.strip()
    if not (content.startswith("[ ") and content.endswith(" ]")):
        return None
    children = [each.copy() for each in tokens[at + 1].children or []]
    texts = [each for each in children if each.type == "text"]
    if not texts or not texts[0].content.startswith("[") or not texts[-1].content.rstrip().endswith("]"):
        return None
    texts[0].content = texts[0].content[1:].lstrip()
    texts[-1].content = texts[-1].content.rstrip()[:-1].rstrip()
    edges = [Token("html_inline", "", 0, content=f"<span hidden>{edge}</span>") for edge in ("[ ", " ]")]
    return Token("inline", "", 0, children=[edges[0], *children, edges[1]], block=True)
