"""Policies that a program hands to the call that starts a session.

Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
"""

from __future__ import annotations

import re

from ..text.regex import lazy_regex

_STARTS = lazy_regex(
    r"\b(?:assume_?role|get_?federation_?token)(?:_?with_?(?:saml|web_?identity))?\b", re.IGNORECASE
)
_GIVEN = lazy_regex(
    r"\bPolicy[\"']?\s{0,3}[:=]\s{0,3}(?:json\.dumps|JSON\.stringify)?[(\s]{0,60}(?:dict[(\s]{1,40})?$"
)
_NAMED = lazy_regex(
    r"\b(\w{2,60})\s{0,3}=\s{0,3}(?:json\.dumps|JSON\.stringify)?[(\s]{0,60}(?:dict[(\s]{1,40})?$"
)
_REACH = 1_200


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
        rf"\bPolicy[\"']?\s{{0,3}}[:=]\s{{0,3}}(?:json\.dumps\(|JSON\.stringify\()?{named[1]}\b"
    )
    return given.search(chars, call.end(), call.end() + _REACH) is not None
