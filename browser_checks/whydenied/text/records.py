"""A paste cut into records: lines of a log, error blocks of a tool, JSON values, prompts. What lies in one
says nothing of another."""

from __future__ import annotations

import re
from bisect import bisect_right

from .lines import announces, is_wrapped
from .log_lines import BEGINS_RECORD
from .regex import lazy_regex

# How an error, a value, a command or an event of its own begins, at the start of a line. R prints a field as
# others print a prompt: "$ Code : chr".
_START = lazy_regex(
    r"^[ \t]{0,40}+(?:(?:An?|The) (?:(?:client|server) )?error (?:occurred )?\(|(?:Error|ERROR|error|fatal|FATAL|Warning)(?: \d{1,5})?: (?=\S)|(?:[A-Z][a-z]{2,20} ){1,3}failed: (?=\S)|Traceback \(|"
    r"(?:\$(?! \w{1,40} {0,12}: )|PS [A-Z]:[^\n>]{0,80}>|[\w.-]{1,40}@[\w.-]{1,60}[:~ ][^\n$#]{0,80}[$#]) \S|"
    r"(?:upload|download|copy|delete|move) failed: |(?:TASK|fatal:|failed:) \[|[A-Z]{4,12}_FAILED\b|(?i:function|lambda|stack|queue|topic|step|job) [\"'][^\"'\n]{1,80}[\"']: )"
    # A code and its sentence, a caller, the first words of other clients.
    r"|^[ \t]{0,8}+(?:[\w.$\\]{1,80}(?:Exception|Error|Denied|Fault|UnauthorizedOperation): (?=\S)|User: (?=\S)|operation error \w|level=\w|time=\"|Error executing \"|Exception in thread |"
    r"(?:PHP )?Fatal error: |Uncaught )"
    r"|(?<=\n\n)(?![{<]|[cC]aused by|(?:Error|Status) ?[cC]ode:)\S"  # a paragraph; a body follows its headers, a cause what it caused
    r"|^\{(?=[\"'])|^Resource handler returned |^[0-9a-f]{64} [a-z0-9.-]{3,63} \[|"  # S3's server access log
    + BEGINS_RECORD
    + r"(?![\s\S]{0,70}?\[AWS [a-z0-9]{2,30} \d{3} )",
    re.MULTILINE,
)
# The last of an answer's headers.
_HEADER = lazy_regex(
    r"(?:^|\n)(?:HTTP/|(?i:x-|content-|date:|server:|connection:|via:|vary:|etag:|transfer-|cache-|access-control-|apigw-|cf-|strict-|set-cookie:))[^\n]{0,200}\n(?:[ \t\r]{0,2}\n)?$"
)

# How a line of S3's server access log begins: with the id of the bucket's owner.
_OWNER = lazy_regex(r"[0-9a-f]{64} ")


class Records:
    """Where the records of a text begin."""

    def __init__(self, chars: str) -> None:
        self._chars, self._length = chars, len(chars)
        self._starts = [0] + [
            match.start()
            for match in _START.finditer(chars)
            if match.start() and not _continues(chars, match.start())
        ]

    def start(self, place: int) -> int:
        """Where the record begins that holds *place*."""
        return self._starts[bisect_right(self._starts, place) - 1]

    def end(self, place: int) -> int:
        """Where the record ends that holds *place*."""
        after = bisect_right(self._starts, place)
        return self._starts[after] if after < len(self._starts) else self._length

    def apart(self, first: int, last: int) -> bool:
        """Whether a border lies between two places."""
        return bisect_right(self._starts, first) < bisect_right(self._starts, last)

    def follows(self, first: int, last: int) -> bool:
        """Whether the line of *last* is the one behind the line of *first*."""
        return self._chars.count("\n", first, last) == 1

    def line_start(self, place: int) -> int:
        """Where the line begins that holds *place*, with the lines before it that only a wrap parts from
        it."""
        border = self.start(place)
        at = self._chars.rfind("\n", border, place)
        while at >= 0 and is_wrapped(self._chars, at):
            at = self._chars.rfind("\n", border, at)
        return at + 1 if at >= 0 else border

    def line_end(self, place: int) -> int:
        """Where the line ends that holds *place*, with the lines behind it that only a wrap parts from it."""
        border = self.end(place)
        at = self._chars.find("\n", place, border)
        while at >= 0 and is_wrapped(self._chars, at):
            at = self._chars.find("\n", at + 1, border)
        return at if at >= 0 else border

    def in_lines(self, first: int, last: int) -> bool:
        """Whether two places stand in lines of their own, or in different records."""
        return first < last and self.line_end(first) < last


def _continues(chars: str, start: int) -> bool:
    """Whether the line before *start* is unfinished, or an answer's body follows its headers."""
    if chars[start] == "{" and _HEADER.search(chars[max(0, start - 280) : start]):
        return True
    line = chars.rfind("\n", 0, max(0, start - 1)) + 1
    if _OWNER.match(chars, start) or _OWNER.match(chars, line):
        return False  # a field without a value is "-", which announces nothing
    return announces(chars[max(0, start - 60) : start].rstrip("\n"))
