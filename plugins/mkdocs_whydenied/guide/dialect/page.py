"""One page of a published guide, as the page this plugin knows: Markdown that MkDocs renders, sections,
example errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from whydenied.guide import PREFIX

from ..markdown import EMPTY_WIDGET, WIDGET, Page, PageSection, Problem, is_ours, take
from . import forms, links, quotes, tags
from .ids import Ids
from .notes import end_of, noted
from .render import MARKDOWN, anchors, block, heading
from .source import prepared

# Every guide's index.md: its title, the copyright between rules, and the list of its pages.
_CONTENTS = re.compile(r"\s*# [^\n]+\n+-{3,}\n\*{5}Copyright &copy; .{0,3000}?\n## Contents\n", re.DOTALL)
_ANCHOR = re.compile(r'<a (?:name|id)="[^"]*+">.*?(?:</a>|$)', re.DOTALL)
# A page of the command line's reference: its anchor stands before its title.
_COMMAND = re.compile(r'\s*<a id="cli-aws-[\w-]+"></a>\n+# ')
# Syntax that only a page written for MkDocs has.
_MKDOCS = ("\n!!! ", "\n??? ", "\n???+ ", '\n=== "', "{ #", "{: #", "{: .")


_TROUBLE = re.compile(
    r"troubl|problem|\berrors?\b|issue|fail|exception|den(?:y|ied)|can(?:not|'t)", re.IGNORECASE
)
_ACCESS = re.compile(
    r"troubleshoot.*(?:access|\biam\b|permission|authori[sz])|access denied"
    r"|(?:access|permission|authori[sz]ation|\biam\b).*(?:problem|trouble|\berrors?\b|issue)",
    re.IGNORECASE,
)


@dataclass
class _Reading:
    """The page while it is read: its blocks so far, its sections, and the headings that the next block stands
    under."""

    lines: list[str] = field(default_factory=list)
    sections: list[PageSection] = field(default_factory=list)
    above: list[PageSection] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    quoted: list[forms.Quoted] = field(default_factory=list)
    title: int = 0
    """How many lines there are up to the first heading and with it."""
    said: str = ""


def recognised(text: str) -> bool:
    """Whether a page is of this dialect: its first heading has an anchor, ``<a name>`` or ``<a id>``, behind it or on the
    next line, or it is a guide's page of contents or a command's; and nothing in it is written for MkDocs.
    """
    if any(sign in text for sign in _MKDOCS):
        return False
    if _CONTENTS.match(text) or _COMMAND.match(text):
        return True
    anchor = _ANCHOR.search(text)
    if anchor is None:
        return False
    tokens = MARKDOWN.parse(text[: anchor.end()])
    first = next((at for at, token in enumerate(tokens) if token.type == "heading_open"), len(tokens))
    # The text ends with the anchor, so it is the last of what is read: of the heading, or of a paragraph that
    # holds nothing else.
    inside = [token.children or [] for token in tokens[first:] if token.type == "inline"]
    if not inside or len(inside) > 2 or not inside[0] or inside[0][0].type == "html_inline":
        return False
    return any(tags.names(inside[-1][-2:-1])) and (len(inside) == 1 or len(inside[1]) == 2)


def read(
    text: str, local: links.Local, public: Callable[[str], str | None], texts: Mapping[str, str], widget: str
) -> Page:
    """The page; *local* finds a page of the site, *public* the address of the guide by the page's title; the
    rest as for other pages."""
    tokens = MARKDOWN.parse(prepared(text))
    title = next(
        (_words(after.children or []) for token, after in pairwise(tokens) if token.type == "heading_open"),
        "",
    )
    lost: list[str] = []
    ids = _settle(tokens, local, public(title), lost)
    tokens = noted(tokens)
    reading = _Reading()
    at, kept = 0, None
    while at < len(tokens):
        end = end_of(tokens, at)
        group = tokens[at:end]
        if group[0].type == "heading_open":
            end = _heading(reading, group, tokens, end, ids, kept)
            kept = None
        elif (waiting := _sole_anchor(group)) and end < len(tokens) and tokens[end].type == "heading_open":
            kept = waiting
        elif is_ours(group[0]):
            html, wrong = take(group[0], reading.above[-1] if reading.above else None, texts)
            reading.problems += wrong
            reading.lines += [html, ""]
        elif len(group) == 3 and group[1].content.strip() == WIDGET and widget:
            reading.lines += [widget, ""]
        else:
            _look(reading, group)
            if html := block(group):
                reading.lines += [html, ""]
        at = end
    offered = forms.settle(reading.quoted, _is_about_access(title, reading.sections))
    if any(section.samples for section in reading.sections) and widget not in reading.lines:
        reading.lines[reading.title : reading.title] = [EMPTY_WIDGET, ""]
    return Page(
        "\n".join(reading.lines),
        tuple(reading.sections),
        tuple(reading.problems),
        offered=offered,
        published=True,
        notices=_notices(lost),
    )


def _notices(lost: Sequence[str]) -> tuple[str, ...]:
    places = [*dict.fromkeys(lost)]
    if not places:
        return ()
    some = ", ".join(places[:3]) + (", ..." if len(places) > 3 else "")
    return (
        (
            f"{len(lost)} links are shown as text, because the site has no such page and nothing tells which guide "
            f"this one is from ({some}): name the guide under aws_guides"
        ),
    )


def _settle(tokens: Sequence[Token], local: links.Local, public: str | None, lost: list[str]) -> Ids:
    """Anchors, tags and links of all texts, in the order of the page."""
    for token in tokens:
        if token.type == "html_block":
            token.children = tags.pieces(token.content)
    ids = Ids(name for token in tokens for name in tags.names(token.children or []))
    for token in tokens:
        if token.children:
            # markdown-it leaves empty texts beside emphasis, which would stand between a label and the start
            # of its line.
            children = [child for child in token.children if child.type != "text" or child.content]
            token.children = links.settle(tags.settled(children, ids), local, public, lost)
        if token.type == "html_block":
            inside = "".join(map(_piece, token.children or [])).strip()
            token.content = f"<div>{inside}</div>\n" if inside else ""
    return ids


def _piece(token: Token) -> str:
    return (
        token.content
        if token.type == "html_inline" or "<" not in token.content
        else token.content.replace("<", "&lt;")
    )


def _heading(
    reading: _Reading, group: Sequence[Token], tokens: list[Token], end: int, ids: Ids, kept: str | None
) -> int:
    """Write a heading with its id: its own anchor, the one on the line after it, or the one alone before it;
    the place to go on from."""
    level = int(group[0].tag[1:])
    children = [*(group[1].children or [])]
    given = _taken(children)
    # Further anchors stand behind the heading: inside it they would be copied into the table of contents.
    further = [*([kept] if kept else []), *iter(lambda: _taken(children), None)]
    if given is None and end < len(tokens) and tokens[end].type == "paragraph_open":
        given, end = _from_next(tokens, end)
    given = given or (further.pop(0) if further else None)
    words = _words(children)
    reading.lines += [heading(level, children, given or ids.made(words), given is not None), ""]
    if further:
        reading.lines += [anchors(further), ""]
    reading.title = reading.title or len(reading.lines)
    while reading.above and reading.above[-1].level >= level:
        reading.above.pop()
    if given:
        section = PageSection(given, words, level, (group[0].map or (0, 0))[0] + 1)
        reading.above.append(section)
        reading.sections.append(section)
        for message in quotes.in_heading(children):
            _add(reading, [message], message, section.line)
    reading.said = ""
    return end


def _from_next(tokens: list[Token], at: int) -> tuple[str | None, int]:
    """The anchor at the start of the paragraph at *at*, taken out of it; the paragraph goes when nothing else
    was in it."""
    children = tokens[at + 1].children or []
    if not children or "anchor" not in children[0].meta:
        return None, at
    rest = [*children]
    given = _taken(rest)
    while rest and rest[0].type in ("softbreak", "hardbreak"):
        rest.pop(0)
    tokens[at + 1].children = rest
    return given, at if rest else at + 3


def _taken(children: list[Token]) -> str | None:
    """The id of the first anchor among *children*, whose tags are taken out."""
    for at, token in enumerate(children):
        if "anchor" in token.meta:
            close = next(
                (number for number in range(at, len(children)) if children[number].content == "</a>"), None
            )
            if close is not None:
                del children[close]
            del children[at]
            return str(token.meta["anchor"])
    return None


def _sole_anchor(group: Sequence[Token]) -> str | None:
    if group[0].type != "paragraph_open" or len(group) != 3:
        return None
    children = group[1].children or []
    return (
        str(children[0].meta["anchor"])
        if len(children) == 2 and "anchor" in children[0].meta and children[1].content == "</a>"
        else None
    )


def _look(reading: _Reading, group: Sequence[Token]) -> None:
    """Note the example errors in a block."""
    before = reading.said
    for token in group:
        line = (token.map or group[0].map or (0, 0))[0] + 1
        if token.type == "inline":
            for message in quotes.in_text(token.children or [], before):
                _add(reading, [message], message, line)
            reading.said = _words(token.children or [])
        elif token.type in ("fence", "code_block"):
            messages = quotes.in_fence(token.content, token.info.strip(), reading.said)
            if _add(reading, messages, token.content, line):
                token.meta = {**token.meta, "example": True}
            reading.said = ""
    if group[0].type == "table_open":
        for cell, message in quotes.in_table(group):
            _add(reading, [message], message, (cell.map or group[0].map or (0, 0))[0] + 1)


def _add(reading: _Reading, messages: Sequence[str], text: str, line: int) -> bool:
    """Note that the section being read quotes *messages*, which stand in *text*; whether any says enough to
    be looked for."""
    told = (
        forms.told(messages, any(_TROUBLE.search(section.title) for section in reading.above))
        if reading.above
        else {}
    )
    if not told:
        return False
    reading.quoted.append(forms.Quoted(reading.above[-1], told, text, line))
    return True


def _is_about_access(title: str, sections: Sequence[PageSection]) -> bool:
    """Whether a page explains denials in general, so that its sections answer those that it does not
    quote."""
    return bool(_ACCESS.search(title)) or any(section.id.startswith(PREFIX) for section in sections)


def _words(children: Sequence[Token]) -> str:
    return "".join(_said(children)).strip()


def _said(children: Sequence[Token]) -> Iterator[str]:
    for token in children:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
