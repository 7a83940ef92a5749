"""What the kinds of policies and their statements are called, and how lists are read out."""

from __future__ import annotations

from collections.abc import Sequence

from .request import Request
from .statements import Layer, Statement

NOUNS = {
    "identity": "identity-based policy",
    "resource": "resource-based policy",
    "trust": "trust policy",
    "boundary": "permissions boundary",
    "session": "session policy",
    "scp": "SCP",
    "rcp": "RCP",
    "vpc_endpoint": "VPC endpoint policy",
}
# The words of messages and of pasted policies for the kinds above.
_KINDS = {
    "identity-based": "identity",
    "resource-based": "resource",
    "permissions-boundary": "boundary",
    "vpc-endpoint": "vpc_endpoint",
}
_SEVERAL = ("identity", "scp", "rcp")
_MOST = 3


def noun(layer: str, request: Request) -> str:
    """What the policy of a layer is called for this request: a key has a key policy, a role a trust policy."""
    if layer == "resource" and request.is_trust:
        return NOUNS["trust"]
    return "key policy" if layer == "resource" and request.needs_key_policy else NOUNS[layer]


def called(kind: str) -> str:
    """What a policy is called of which a message or a reader says the kind: ``permissions-boundary``, ``scp``."""
    return NOUNS[_KINDS.get(kind, kind)]


def layer_of(kind: str) -> Layer:
    """The layer of a policy of such a kind."""
    name = _KINDS.get(kind, kind)
    return "resource" if name == "trust" else name  # type: ignore[return-value]


def with_article(called: str) -> str:
    """``an SCP``, ``a session policy``."""
    return f"{'an' if called[0] in 'ioSR' else 'a'} {called}"


def statement_name(statement: Statement, request: Request) -> str:
    """``Statement 2 ("AllowInvoke") of identity-based policy 1``, counted from 1 for people."""
    sid = statement.data.get("Sid")
    said = f' ("{sid}")' if isinstance(sid, str) and sid else ""
    called = noun(statement.layer, request)
    of = f"{called} {statement.policy + 1}" if statement.layer in _SEVERAL else f"the {called}"
    return f"Statement {statement.index + 1}{said} of {of}"


def joined_or(values: Sequence[str], none: str = "nothing") -> str:
    """``a, b or c``; of many values the first few."""
    shown = [*values[:_MOST], *([f"{len(values) - _MOST} more"] if len(values) > _MOST else [])]
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else none


def joined_and(words: Sequence[str], none: str = "nothing") -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else none
