"""Operators of booleans, of binary values, and of a key's presence."""

from __future__ import annotations

from operator import eq

from ...aws.glob import Tokens
from .operator import Operator, literal


def _boolean(tokens: Tokens) -> str | None:
    value = literal(tokens).lower()
    return value if value in ("true", "false") else None


def _is_boolean(wanted: str, given: str) -> bool:
    return given.lower() == wanted


def _bytes(tokens: Tokens | str) -> bytes | None:
    from base64 import b64decode  # only policies with binary values pay for it

    try:
        return b64decode(tokens if isinstance(tokens, str) else literal(tokens), validate=True)
    except ValueError:
        return None


def _same_bytes(wanted: bytes, given: str) -> bool:
    return _bytes(given) == wanted


BOOL = Operator("Bool", "to be", _boolean, _is_boolean)
BINARY_EQUALS = Operator("BinaryEquals", "to be the binary value", _bytes, _same_bytes)
NULL = Operator("Null", "to be missing:", _boolean, eq, presence=True)

OPERATORS = (BOOL, BINARY_EQUALS, NULL)
