"""Policies that a program hands to the call that starts a session.

Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
"""

from __future__ import annotations

import re

from ..text.regex import lazy_regex

_STARTS = lazy_regex(
    r"\b(?:assume_?role|get_?federation_?token)(?:_?with_?(?:saml|web_?identity))?(?:Command|Request|Input|Async|\.builder)?\b",
    re.IGNORECASE,
)
# A Python dictionary of keywords, of which the list of statements alone is read.
_KEYWORDS = lazy_regex(
    r"\bdict\(\s{0,60}((?:\w{2,9}\s{0,3}=\s{0,3}[\"'][^\"'\n]{0,60}[\"'],\s{0,60}){0,2}Statement\s{0,3}=\s{0,60})\Z"
)
_GIVEN = lazy_regex(
    r"\bPolicy[\"']?\s{0,3}[:=]\s{0,3}(?:json\.dumps|JSON\.stringify|aws\.String)?[(\s\"'`]{0,60}(?:dict[(\s]{1,40})?$"
)
_NAMED = lazy_regex(
    r"\b(\w{2,60})\s{0,3}(?::[^=\n]{0,40})?:?=\s{0,3}(?:json\.dumps|JSON\.stringify|aws\.String)?[(\s\"'`]{0,60}(?:dict[(\s]{1,40})?$"
)
_REACH = 1_200


def beginning(chars: str, start: int) -> int:
    """Where a policy begins of which the statements begin at *start*: behind the ``dict(`` of a Python program."""
    found = (
        _KEYWORDS.search(chars, max(0, start - 250), start)
        if chars[max(0, start - 60) : start].rstrip().endswith("=")
        else None
    )
    return found.start(1) if found else start


def of_session(front: str, chars: str, end: int) -> bool:
    """Whether the policy between *front* and the place *end* of *chars* is a session's: an argument of the call, or the
    value of a variable that the call is given."""
    if _GIVEN.search(front):
        return _STARTS.search(front) is not None
    named = _NAMED.search(front)
    call = _STARTS.search(chars, end, end + _REACH) if named else None
    if named is None or call is None:
        return False
    given = re.compile(
        rf"(?:\bPolicy[\"']?\s{{0,3}}[:=]|\.policy\()\s{{0,3}}(?:(?:json\.dumps|JSON\.stringify|aws\.String|string)\(|&)?{named[1]}\b"
    )
    return given.search(chars, call.end(), call.end() + _REACH) is not None
