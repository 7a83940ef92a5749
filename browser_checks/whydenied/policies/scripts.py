"""Which command a script hands a policy to that it writes into a file first: ``cat > trust.json <<EOF`` and
``--assume-role-policy-document file://trust.json``."""

from __future__ import annotations

from typing import NamedTuple

from ..text.regex import lazy_regex

# The line that opens the here-document, at the end of what stands before the policy.
_OPENED = lazy_regex(r"(?:^|\n)([^\n]{0,300}<<[-~]?[ \t]{0,4}[\"'\\]?\w{1,40}[\"']?[^\n]{0,300})\n\s{0,60}\Z")
_INTO = lazy_regex(
    r">{1,2}[ \t]{0,4}[\"']?([^\s\"'|;&<>]{1,200})|\btee[ \t]{1,4}(?:-a[ \t]{1,4})?[\"']?([^\s\"'|;&<>]{1,200})"
)
_FILE = lazy_regex(r"--([a-z-]{2,60})[ \t=]{1,4}[\"']?(?:fileb?://)[\"']?([^\s\"'|;&<>)]{1,200})")
_LINE = 4_000
"""How many characters before a file's name its command may begin."""


class Written(NamedTuple):
    """A file that a script writes, and the commands that read it, each with the option that names the file."""

    file: str
    commands: tuple[tuple[str, str], ...]


def written(chars: str, start: int) -> Written | None:
    """The file that the here-document at *start* is written into; None where no file is."""
    opened = _OPENED.search(chars, max(0, start - 700), start)
    into = _INTO.search(opened[1]) if opened else None
    if into is None:
        return None
    return readers_of(chars, _name(into[1] or into[2]))


def readers_of(chars: str, name: str) -> Written:
    """A file with the commands of a script that read it."""
    readers = [each for each in _FILE.finditer(chars) if f"/{each[2]}".endswith(f"/{name}")]
    return Written(name, tuple((each[1], _command(chars, each.start(), each.end())) for each in readers))


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _command(chars: str, start: int, end: int) -> str:
    """The command around a place, its lines joined."""
    first = chars.rfind("\n", 0, start) + 1
    while first > max(0, start - _LINE) and chars[:first].rstrip(" \t\n").endswith("\\"):
        first = chars.rfind("\n", 0, first - 1) + 1
    last = chars.find("\n", end)
    while 0 <= last < end + _LINE and chars[:last].endswith("\\"):
        last = chars.find("\n", last + 1)
    return chars[first : last if last >= 0 else len(chars)].replace("\\\n", " ")
