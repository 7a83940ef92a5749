"""Marks that neighbouring lines share: a comment's, a diff's, a line's number, the name of what wrote the
line.

A message that was wrapped inside them is read without them. Lines that share no mark, and ones that tell of
no error, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match

from .regex import lazy_regex
from .text import Text

_LINE = lazy_regex(
    r"^[ \t]{0,16}+(?:"
    r"(?P<sign>//[/!]?|\#{1,3}(?!\d)|;{1,3}|--|\*|%{1,2}|[+~!-]|(?:REM|rem|dnl|\.\.)(?=[ \t\n]))|"
    r"(?P<file>[\w./\\@+-]{1,120}(?P<between>[:(-]))?(?P<number>\d{1,7})(?(between)[:)-]|(?:[ \t]{0,4}[:|.)>-]|\t|[ \t](?=[ \t\S])))|"
    r"(?P<name>[a-z][\w./-]{0,60}(?:\[\w{1,20}\])?[:>])(?=[ \t])"
    r")(?P<blank>[ \t]{0,2})",
    re.MULTILINE,
)
# A name that says what follows is no mark of who wrote it.
_SAYS = lazy_regex(
    r"(?i)error|exception|denied|user|message|fatal|warn|reason|cause|action|resource|principal|arn|https?"
)
# A policy has readers of its own, which know diffs and comments.
_POLICY = lazy_regex(r"[\"']?(?:Effect|Statement|Principal|NotAction)[\"']?\s{0,20}[:=]|aws_iam_policy")
# One line is enough where a search put the file's name and the line's number before it.
_FOUND_IN = lazy_regex(r"[\w./\\@+-]{1,120}\.[a-z]{2,5}:$")


def without_marks(text: Text) -> Text:
    """*text* without the marks that runs of at least two lines share."""
    chars = text.chars
    edits: list[tuple[int, int, str]] = []
    for run in _runs(chars):
        shared = len(run) > 1 or (run and _FOUND_IN.fullmatch(run[0]["file"] or ""))
        # Numbers that count up are nobody's comment or diff.
        counted = len(run) >= _COUNTED and run[0]["number"] is not None
        if shared and (counted or not _POLICY.search(chars, run[0].start(), _line_end(chars, run[-1].end()))):
            # Blanks that not every line has are the line's own.
            blank = min((len(each["blank"]) for each in run if not _is_empty(chars, each)), default=0)
            edits += [(each.start(), min(each.start("blank") + blank, each.end()), "") for each in run]
    return text.edited(edits)


_COUNTED = 4


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
        return (
            before["number"] is not None
            and before["file"] == line["file"]
            and int(line["number"]) == int(before["number"]) + 1
        )
    return before["sign"] == line["sign"] and before["name"] == line["name"] and not before["number"]


def _is_empty(chars: str, line: Match[str]) -> bool:
    return not chars[line.end() : _line_end(chars, line.end())].strip()


def _line_end(chars: str, at: int) -> int:
    end = chars.find("\n", at)
    return end if end >= 0 else len(chars)
