"""A whole account in one JSON object, which is read as one: the policies in it belong to the users and roles
around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.text import Text
from .document import Container
from .nodes import Object

LISTS = ("UserDetailList", "GroupDetailList", "RoleDetailList")
"""The members of an answer of GetAccountAuthorizationDetails by which it is known."""
_BEGIN = re.compile(
    r"\{\s{0,40}\"(?:UserDetailList|GroupDetailList|RoleDetailList|Policies|IsTruncated)\"\s{0,20}:"
)


def is_account(text: Text) -> bool:
    """Whether a page of an account may stand in the text."""
    return 'DetailList"' in text.chars


def pages(text: Text) -> Iterator[Container]:
    """The pages of an account in the text; JSON without a fault only, as the command prints it."""
    if not is_account(text):
        return
    from .notations import strict

    done = 0
    for match in _BEGIN.finditer(text.chars):
        if match.start() < done:
            continue
        node = strict.read(text.chars, match.start())
        if isinstance(node, Object) and any(node.member(name) for name in LISTS):
            yield Container(node, node.end, "json", (), text)
            done = node.end
