"""The Sid values of a policy."""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....text.regex import lazy_regex
from ...policy import Policy
from ._types import is_text, left_open

STRICT = frozenset({"identity", "boundary", "session"})
"""Types of policies whose Sid is made of letters and digits and stands once."""

_OTHER = lazy_regex(r"[^A-Za-z0-9]+")


def sids(policy: Policy, *, optional: bool = True) -> Iterator[Scalar]:
    """Each Sid that is a string and known; without *optional* not those of statements that may be left out."""
    apart = frozenset() if optional else policy.optional
    for statement in policy.statements:
        sid = statement.node.get("Sid") if id(statement.node) not in apart else None
        if isinstance(sid, Scalar) and sid.text and is_text(sid) and not left_open(sid):
            yield sid


def cleaned(text: str) -> str:
    """A Sid without what IAM refuses in it."""
    return _OTHER.sub("", text)
