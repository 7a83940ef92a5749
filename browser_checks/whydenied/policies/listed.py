"""Statements without a policy around them, as one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..report.words import Notation
from ..text.regex import lazy_regex
from ..text.text import Text
from .document import LISTED, Document
from .flaw import Flaw
from .nodes import Array, Object, Scalar
from .recognition import is_statement

# What a text begins with in YAML (`node: |`, `node: '`), Terraform (`<<EOF`) and Markdown, which shows a part of one.
_HELD = lazy_regex(
    r"(?:(?::[ \t]{0,20}[|>][+-]?\d?[+-]?|<<[-~]?\w{1,40})[ \t]{0,20}\n|\w:[ \t]{1,20}[\"']?|```\w{0,20}[ \t]{0,9}\n)\s{0,60}$"
)


def joined(found: Sequence[Document]) -> Iterator[Document]:
    """Join bare statements that only commas separate into one list of statements."""
    run: list[Document] = []
    for document in [*found, None]:
        if run and not (document and _follows(run[-1], document)):
            yield _list_of(run) if len(run) > 1 else run[0]
            run = []
        if document:
            run.append(document)


def _follows(before: Document, document: Document) -> bool:
    between = before.text.chars[before.node.end : document.node.start]
    return (
        is_statement(before.node)
        and is_statement(document.node)
        and before.node.parent is None
        and between.strip() in ("", ",")
    )


def _list_of(run: Sequence[Document]) -> Document:
    array = Array(run[0].node.start, run[-1].node.end)
    for document in run:
        array.add(document.node)
    whole = listed(run[0].text, array, run[0].notation)
    whole.flaws = ()  # cut out of a list, as pages show them, and no list yet
    whole.flaws += tuple(flaw for document in run for flaw in document.flaws)
    return whole


def listed(text: Text, array: Array, notation: Notation) -> Document:
    """Wrap a list of statements, pasted without its policy, in a policy."""
    context = array.path
    root = Object(array.start, array.end)
    root.parent = array.parent
    root.add(Scalar(array.start, array.start, "Statement"), array)
    # In a template or program the list is part of a policy; alone it is a flaw.
    held = context or notation != "json" or _HELD.search(text.chars, max(0, array.start - 120), array.start)
    flaws = [] if held else [Flaw(LISTED, array.start, array.end, "a list of statements")]
    return Document(text, root, notation, flaws, context)
