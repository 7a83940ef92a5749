"""Undoes the marks of ``terraform plan``: what is added or stays is read, what is removed is not.

Source: https://developer.hashicorp.com/terraform/cli/commands/plan
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...text.regex import lazy_regex
from ...text.text import Text

_IS_PLAN = lazy_regex(r"^[ \t]{0,8}(?:[+~]|-/\+|\+/-|<=)[ \t]{1,4}(?:resource|data) \"", re.MULTILINE)
_LINE = lazy_regex(r"^([ ]*+)(-/\+|\+/-|[-+~]) (?=[\w\"{\[(])([^\n]*+)$", re.MULTILINE)
_BEFORE = lazy_regex(r"(?:\"(?:[^\"\\\n]|\\.)*+\"|\b\w++|\[\]|\{\}) -> (?=\S)")
_OPENS = ("{", "[", "(")
_DEEPEST = 200
"""How far in a value may stand that is looked for the end of."""


def planned(text: Text) -> Text:
    """The text as its resources will be; itself when it is no plan."""
    if 'resource "' not in text.chars or not _IS_PLAN.search(text.chars):
        return text
    return text.edited(_edits(text.chars))


def _edits(chars: str) -> Iterator[tuple[int, int, str]]:
    done = 0
    endless: set[int] = set()
    for line in _LINE.finditer(chars):
        if line.start() < done:
            continue
        mark = line.start(2), line.end(2)
        if line[2] == "-":
            done = _end_of_removed(chars, line, endless)
            yield line.start(), done, ""
            continue
        yield *mark, " " * len(line[2])
        for before in _BEFORE.finditer(chars, line.start(3), line.end(3)):
            yield before.start(), before.end(), ""


def _end_of_removed(chars: str, line: re.Match[str], endless: set[int]) -> int:
    """Where a removed value ends: its closing bracket stands as far in as the value's own text, without a
    mark.

    *endless* are the indents for which no closing bracket follows any more, so that none is looked for twice.
    """
    indent = len(line[1]) + 2
    if not line[3].rstrip().endswith(_OPENS) or indent > _DEEPEST or indent in endless:
        return line.end()
    closing = re.compile(rf"^[ ]{{{indent}}}[}}\])][^\n]*$", re.MULTILINE).search(chars, line.end())
    if closing is None:
        endless.add(indent)
    return closing.end() if closing else line.end()
