"""Faults of a document's notation; the rules of lint/rules/notation turn them into findings."""

from __future__ import annotations

from typing import NamedTuple

SYNTAX = "json-syntax-error"
"""Code of syntax errors."""
QUOTES = "json-smart-quotes"
"""Code of the flaw for a string in typographic quotes."""
DUPLICATE = "json-duplicate-key"
"""Code of the flaw for a repeated key of an object."""
ALIAS = "yaml-alias-unknown"
"""Code of the flaw for a YAML alias whose value is unknown."""


class Flaw(NamedTuple):
    """One fault of the notation: code of its rule, place, sentence, and the replacement that fixes it, if
    any."""

    code: str
    start: int
    end: int
    sentence: str
    replacement: str | None = None
    style: bool = False
    """Whether it is a fault in JSON only, such as single quotes, bare keys and comments, which other
    notations allow."""


class Failure(NamedTuple):
    """Where the reading of an object literal failed, and a sentence about what is there."""

    at: int
    sentence: str
