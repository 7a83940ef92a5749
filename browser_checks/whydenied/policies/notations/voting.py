"""Which notation an object literal is in, and what that makes of its strings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...report.words import Notation
from ...text.regex import lazy_regex
from ..nodes import UNKNOWN, Array, Node, Object, Scalar
from .tokens import filled

ENCODERS: dict[str, Notation] = {
    "jsonencode": "hcl",
    "JSON.stringify": "javascript",
    "json.dumps": "python",
    "jsondecode": "hcl",
    "Json": "javascript",
}
# Code before an object in a program: an assignment, return, or a call of a function that writes JSON.
_BEFORE = lazy_regex(
    r"(?:(jsonencode|JSON\.stringify|json\.dumps|Json)[ \t]{0,20}\(|[\w\])][ \t]{0,20}[:+|]?=|\w\((?:[^(){}\n]{0,200},)?|\breturn)\s{0,40}$"
)


# What lines of a program begin with, and what is before an object that is a text in it.
_CODE = lazy_regex(
    r"^(?P<python>[ \t]{0,40}(?:def \w|class \w[\w(), .]{0,80}:$|from [\w.]{1,80} import )|import [\w., ]{1,200}$)"
    r"|^(?:import [\w*{ ,}]{1,200} from |(?:const|var|let) \w|(?:async )?function \w|exports?[. ]|module\.exports|[\"']use strict[\"']|.{0,80}\brequire\()"
    r"|^(?:using [\w.]{1,80};|namespace [\w.]{1,80}|package [\w.]{1,80};?$|[ \t]{0,40}(?:public|private|protected|internal) \w)"
    r"|^```(?:(?P<py>py)|ts|typescript|js|javascript)",
    re.MULTILINE,
)
_QUOTED = lazy_regex(r"(?:[\"'`]|<<[-~]?[\"']?\w{1,40}[\"']?)\s{0,80}$")
_FENCE = "```"
_IN_LINE = lazy_regex(r"(?:[\"']|\\n)(?:import \w|from \w[\w.]{0,60} import |def \w)")


def program(chars: str, begin: int, *, strings: bool = False) -> Notation | None:
    """The language of the program that an object is in, by the lines before it; None without such lines, and
    for a text in a string, unless *strings* count."""
    if not strings and _QUOTED.search(chars, max(0, begin - 120), begin):
        return None
    start = chars.rfind(_FENCE, 0, begin)
    line = _CODE.search(chars, max(start, 0), begin)
    if line is None and start > 0:
        # A program whose comments have examples begins before the first of them.
        line = _CODE.search(chars, 0, chars.find(_FENCE))
    return None if line is None else "python" if line["python"] or line["py"] else "javascript"


def is_in_text(chars: str, place: int) -> bool:
    """Whether a place is in a program that is a string of one line, as templates hold the code of functions."""
    return _IN_LINE.search(chars, chars.rfind("\n", 0, place) + 1, place) is not None


def notation_of(votes: Mapping[str, int], chars: str, begin: int) -> Notation:
    """The notation, from the code before the object and the votes of its tokens; JSON if undecided."""
    before = _BEFORE.search(chars, max(0, begin - 80), begin)
    if before and before[1]:
        return ENCODERS[before[1]]
    if votes["hcl"] > votes["json"]:
        return "hcl"
    if votes["ruby"] > votes["json"]:
        return "ruby"
    if votes["python"] > votes["json"]:
        return "python"
    return "javascript" if votes["javascript"] * 2 > votes["json"] or before else "json"


_OMITTED = ("...", "\u2026")
"""What stands for values in an example."""


def fill(node: Node, *, foreign: bool) -> None:
    """Replace the parts of strings that a template engine fills in by UNKNOWN."""
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, Array):
            pending.extend(node.items)
        elif isinstance(node, Object):
            for member in node.members:
                pending.append(member.value)
                if foreign and "{" in member.name:
                    member.rename(filled(member.name, foreign=True))
        elif isinstance(node, Scalar):
            node.text = filled(node.text, foreign=foreign)
            if foreign and (node.kind == "bare" or node.text in _OMITTED):
                node.text, node.kind = UNKNOWN, "unknown"
