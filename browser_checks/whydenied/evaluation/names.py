"""Names of policies and statements in sentences, and lists as words."""

from __future__ import annotations

from collections.abc import Sequence

from ..aws.kinds import BY_TYPE, PolicyType
from .request import Request
from .statements import Statement

_SEVERAL = ("identity", "scp", "rcp")
_MOST = 3


def noun(layer: PolicyType, request: Request) -> str:
    """Name the policy of a layer for this request: a KMS key has a key policy, a role a trust policy."""
    if layer == "resource" and request.is_trust:
        return BY_TYPE["trust"].noun
    return "key policy" if layer == "resource" and request.needs_key_policy else BY_TYPE[layer].noun


def statement_name(statement: Statement, request: Request) -> str:
    """``Statement 2 ("AllowInvoke") of identity-based policy 1``, counted from 1 for people."""
    sid = statement.data.get("Sid")
    quoted = f' ("{sid}")' if isinstance(sid, str) and sid else ""
    called = noun(statement.layer, request)
    of = f"{called} {statement.policy + 1}" if statement.layer in _SEVERAL else f"the {called}"
    return f"Statement {statement.index + 1}{quoted} of {of}"


def joined_or(values: Sequence[str], none: str = "nothing") -> str:
    """``a, b or c``; of many values the first few."""
    shown = [*values[:_MOST], *([f"{len(values) - _MOST} more"] if len(values) > _MOST else [])]
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else none


def joined_and(words: Sequence[str], none: str = "nothing") -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else none
