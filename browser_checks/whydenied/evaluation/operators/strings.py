"""Operators of text: equal, equal but for upper and lower case, and like with wildcards."""

from __future__ import annotations

from operator import eq

from ...aws.glob import Tokens, fits
from .operator import Operator, literal


def _folded(tokens: Tokens) -> str:
    return literal(tokens).lower()


def _same_but_for_case(wanted: str, given: str) -> bool:
    return wanted == given.lower()


EQUALS = Operator("StringEquals", "to be", literal, eq, variables=True)
NOT_EQUALS = EQUALS.opposite("StringNotEquals", "not to be")
EQUALS_IGNORE_CASE = Operator(
    "StringEqualsIgnoreCase", "to be, in any case of letters,", _folded, _same_but_for_case, variables=True
)
NOT_EQUALS_IGNORE_CASE = EQUALS_IGNORE_CASE.opposite(
    "StringNotEqualsIgnoreCase", "not to be, in any case of letters,"
)
LIKE = Operator("StringLike", "to be like", tuple, fits, variables=True, wildcards=True)
NOT_LIKE = LIKE.opposite("StringNotLike", "not to be like")

OPERATORS = (EQUALS, NOT_EQUALS, EQUALS_IGNORE_CASE, NOT_EQUALS_IGNORE_CASE, LIKE, NOT_LIKE)
