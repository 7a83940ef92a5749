"""Read one page's Markdown: its sections with their forms and samples, and the same page with these made
visible."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from whydenied.errors.forms import SLOTS, WORDS, understood

from . import gist
from .boxes import Blocks, form_lines, forms_html, sample_html

_HEADING_ID = re.compile(r"\s*\{:?\s*(?:[^{}#]*\s)?#([\w:.-]+)[^{}]*\}\s*$")
_FIXED = re.compile(r"([a-z_]+)=(\S+)")
WIDGET = "<why-denied></why-denied>"
# A checker that the page's script fills, on a page whose text is to stay as it was published.
EMPTY_WIDGET = f'<div class="whydenied-host">{WIDGET}</div>'
_MARKDOWN = MarkdownIt("commonmark").enable("table")
# Blocks are enough to find sections, forms and samples, and an eighth of the work; only headings are read
# further.
_MARKDOWN.core.ruler.disable("inline")


@dataclass(frozen=True)
class PageForm:
    """One line of a form fence: the message, the slots it fixes, its line in the page (from 1), and whether
    it is a symptom of another."""

    text: str
    slots: Mapping[str, str]
    line: int
    symptom: bool = False

    def row(self) -> dict[str, Any]:
        """The form as the index has it."""
        return {"text": self.text, "slots": dict(self.slots), **({"symptom": True} if self.symptom else {})}


@dataclass(frozen=True)
class PageSample:
    """One sample fence: a whole paste, and its line in the page (from 1)."""

    text: str
    line: int


@dataclass
class PageSection:
    """A heading with an explicit id, and what stands under it."""

    id: str
    title: str
    level: int
    line: int
    forms: list[PageForm] = field(default_factory=list)
    samples: list[PageSample] = field(default_factory=list)
    gist: gist.Gist | None = None


@dataclass(frozen=True)
class Problem:
    """Something an author should change: the line in the page (from 1), and a sentence."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Page:
    """What a page holds for the guide, and its Markdown with forms, samples and widgets as HTML."""

    markdown: str
    sections: tuple[PageSection, ...] = ()
    problems: tuple[Problem, ...] = ()
    taken: Mapping[str, str] = field(default_factory=dict)
    """Names that this page's author gave to sections of it, whoever else has them: name -> section id."""
    offered: Mapping[str, str] = field(default_factory=dict)
    """Names that sections of this page answer to where no page has a section of that name."""
    published: bool = False
    """Whether somebody else wrote the page, as one of AWS's guides."""
    notices: tuple[str, ...] = ()
    """What an author should know of, and can leave as it is: a sentence each."""


def concerns(markdown: str) -> bool:
    """Whether a page can hold anything for the guide; most pages of a wiki are passed by with this glance."""
    return (
        "<why-denied>" in markdown
        or "{ #" in markdown
        or "{#" in markdown
        or "```form" in markdown
        or "```sample" in markdown
    )


def read(markdown: str, texts: Mapping[str, str], widget: str = "") -> Page:
    """The page; *texts* are the words shown around forms, *widget* is the HTML of one checker."""
    links: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(markdown, links)
    sections: list[PageSection] = []
    problems: list[Problem] = []
    blocks = Blocks(texts)
    above: list[PageSection] = []
    lines = markdown.splitlines()
    for at, (token, inside) in enumerate(zip(tokens, [*tokens, None][1:], strict=True)):
        if token.map is None or token.level:
            continue
        start, end = token.map
        if token.type == "heading_open" and inside:
            problems += _enter(above, sections, int(token.tag[1:]), start + 1, inside.content, links)
        if is_ours(token):
            section = above[-1] if above else None
            problems += _noted(token, section)
            problems += _open(token, lines)
            blocks.add(_word(token), token.content, start, end, section.id if section else "")
            continue
        blocks.apart()
        if token.type == "blockquote_open" and above and gist.begins(said := _quotation(tokens, at)):
            above[-1].gist, wrong = gist.read(said, lambda text: _plain(text, links))
            problems += [Problem(start + 1, wrong)] if wrong else []
            blocks.put(start, end, gist.shown(said))
        if token.type == "paragraph_open" and inside and inside.content.strip() == WIDGET and widget:
            blocks.put(start, end, widget)
    _date(sections, markdown.split("\n"))
    return Page(_replaced(markdown, blocks.settled()), tuple(sections), tuple(problems))


def _quotation(tokens: Sequence[Token], at: int) -> str:
    """The text of the first paragraph of the quotation that begins at *at*."""
    return tokens[at + 2].content if tokens[at + 1].type == "paragraph_open" else ""


def _date(sections: Sequence[PageSection], lines: Sequence[str]) -> None:
    """Give each section's gist the date of its facts: of the lines up to the next heading of its rank."""
    for number, section in enumerate(sections):
        following = (other.line for other in sections[number + 1 :] if other.level <= section.level)
        end = next(following, len(lines) + 1) - 1
        if section.gist:
            section.gist = replace(section.gist, checked=gist.checked(lines[section.line - 1 : end]))


def _open(token: Token, lines: Sequence[str]) -> list[Problem]:
    """What is wrong with a fence that nothing closes: it takes in the rest of the page."""
    start, end = token.map or [0, 0]
    last = lines[end - 1].strip() if start < end - 1 <= len(lines) - 1 else ""
    if last and set(last) == {token.markup[0]} and len(last) >= len(token.markup):
        return []
    sentence = f"this {_word(token)} is never closed: end it with a line of {token.markup}"
    return [Problem(start + 1, sentence)]


def is_ours(token: Token) -> bool:
    """Whether a token is a fence of forms or a sample."""
    return token.type == "fence" and _word(token) in ("form", "sample")


def take(token: Token, section: PageSection | None, texts: Mapping[str, str]) -> tuple[str, list[Problem]]:
    """Add the fence *token* to the *section* it stands in: its HTML, and what is wrong with it."""
    html = (
        forms_html(form_lines(token.content), texts) if _word(token) == "form" else sample_html(token.content)
    )
    return html, _noted(token, section)


def _word(token: Token) -> str:
    return token.info.split(" ")[0].strip()


def _noted(token: Token, section: PageSection | None) -> list[Problem]:
    """Add what the fence *token* holds to the *section* it stands in; what is wrong with it."""
    start = (token.map or [0])[0]
    if section is None:
        return [
            Problem(
                start + 1,
                (
                    f"this {_word(token)} stands in no section: give the heading above it an id, {{ "
                    f"#like-this }}"
                ),
            )
        ]
    if _word(token) == "form":
        return _add_forms(section, token, start)
    section.samples.append(PageSample(token.content.rstrip("\n"), start + 1))
    return []


def _enter(
    above: list[PageSection],
    sections: list[PageSection],
    level: int,
    line: int,
    heading: str,
    links: dict[str, Any],
) -> list[Problem]:
    """Leave the sections that this heading ends, and enter its own when it has an id; what is wrong with
    it."""
    while above and above[-1].level >= level:
        above.pop()
    found = _HEADING_ID.search(heading)
    if not found:
        return []
    title = _HEADING_ID.sub("", _plain(heading, links)).strip()
    section = PageSection(found[1], title, level, line)
    first = next((each.line for each in sections if each.id == section.id), None)
    above.append(section)
    sections.append(section)
    if first is None:
        return []
    return [Problem(line, f'the id "{section.id}" stands on this page twice: line {first} has it too')]


def _plain(markdown: str, links: dict[str, Any]) -> str:
    """The text of a line of Markdown."""
    parts: list[Token] = []
    _MARKDOWN.inline.parse(markdown, _MARKDOWN, links, parts)
    shown = {"softbreak": " ", "hardbreak": " "}
    return "".join(
        shown.get(part.type, part.content) for part in parts if part.type in ("text", "code_inline", *shown)
    )


def _add_forms(section: PageSection, token: Token, start: int) -> list[Problem]:
    fixed = dict(_FIXED.findall(token.info))
    symptom = "symptom" in token.info.split()[1:]
    problems = [
        Problem(start + 1, sentence) for name, value in fixed.items() if (sentence := _unfixable(name, value))
    ]
    for number, line in enumerate(token.content.splitlines(), start + 2):
        if line.strip():
            section.forms.append(PageForm(line.strip(), fixed, number, symptom))
    return problems


def _unfixable(name: str, value: str) -> str:
    """Why a message cannot imply that the slot *name* is *value*; empty where it can."""
    if name not in SLOTS:
        return f'a form cannot fix "{name}": it is none of {", ".join(SLOTS)}'
    if understood(name, value) is None:
        return f'a form cannot fix {name} to "{value}": it is none of {", ".join(WORDS[name])}'
    return ""


def _replaced(markdown: str, replacements: Sequence[tuple[int, int, str]]) -> str:
    lines = markdown.split("\n")
    for start, end, html in reversed(replacements):
        lines[start:end] = ["", html, ""] if html else [""]
    return "\n".join(lines)
