"""Marks that neighbouring lines share: a comment's, a diff's, a line's number, the name of what wrote the line.

A message that was wrapped inside them is read without them. Lines that share no mark, and ones that tell of no error, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match

from .text import Text

_LINE = re.compile(
    r"^[ \t]{0,16}+(?:"
    r"(?P<sign>//[/!]?|\#{1,3}|;{1,3}|--|\*|%{1,2}|[+~!-]|(?:REM|rem|dnl|\.\.)(?=[ \t\n]))|"
    r"(?P<file>[\w./\\@+-]{1,120}(?P<between>[:(-]))?(?P<number>\d{1,7})(?(between)[:)-]|(?:[ \t]{0,4}[:|.)>-]|\t|[ \t](?=[ \t\S])))|"
    r"(?P<name>[a-z][\w./-]{0,60}(?:\[\w{1,20}\])?[:>])(?=[ \t])"
    r")(?P<blank>[ \t]{0,2})",
    re.MULTILINE,
)
# A name that says what follows is no mark of who wrote it.
_SAYS = re.compile(r"(?i)error|exception|denied|user|message|fatal|warn|reason|cause|action|resource|principal|arn|https?")
# Only lines that may tell of a denial are worth it.
_SPEAKS = re.compile(r"uthori[sz]ed|explicit deny|[Dd]enied|polic(?:y|ies) allow|xception|orbidden|Error Code")


def without_marks(text: Text) -> Text:
    """*text* without the marks that runs of at least two lines share."""
    chars = text.chars
    edits: list[tuple[int, int, str]] = []
    for run in _runs(chars):
        if len(run) > 1 and _SPEAKS.search(chars, run[0].start(), _line_end(chars, run[-1].end())):
            edits += [(*each.span(), "") for each in run]
    return text.edited(edits)


def _runs(chars: str) -> Iterator[list[Match[str]]]:
    """Neighbouring lines with the same mark, or with numbers that count up."""
    run: list[Match[str]] = []
    for line in _LINE.finditer(chars):
        if run and not (_line_end(chars, run[-1].end()) + 1 == line.start() and _goes_on(run[-1], line)):
            yield run
            run = []
        if not (line["name"] and _SAYS.search(line["name"])):
            run.append(line)
    yield run


def _goes_on(before: Match[str], line: Match[str]) -> bool:
    if line["number"]:
        return before["number"] is not None and before["file"] == line["file"] and int(line["number"]) == int(before["number"]) + 1
    return before["sign"] == line["sign"] and before["name"] == line["name"] and not before["number"]


def _line_end(chars: str, at: int) -> int:
    end = chars.find("\n", at)
    return end if end >= 0 else len(chars)
