"""Operators of ARNs: each of the six fields is compared by itself, so a wildcard never crosses from one into
the next.

ArnEquals and ArnLike are the same.
"""

from __future__ import annotations

from ...aws.glob import Tokens, fits
from .operator import Operator


def _pattern(tokens: Tokens) -> Tokens | None:
    return tokens if "".join(token for token in tokens if isinstance(token, str)).count(":") >= 5 else None


LIKE = Operator("ArnLike", "to be like", _pattern, fits, variables=True, wildcards=True, arns=True)
EQUALS = Operator("ArnEquals", "to be like", _pattern, fits, variables=True, wildcards=True, arns=True)
NOT_LIKE = LIKE.opposite("ArnNotLike", "not to be like")
NOT_EQUALS = LIKE.opposite("ArnNotEquals", "not to be like")

OPERATORS = (LIKE, EQUALS, NOT_LIKE, NOT_EQUALS)
