"""What is wrong with the notation of a document, before anybody asks what it says."""

from __future__ import annotations

from dataclasses import dataclass

SYNTAX = "json-syntax-error"
"""The code of the flaws that are faults of the syntax."""
QUOTES = "json-smart-quotes"
"""The code of the flaw that a string stands between typographic quotes."""
DUPLICATE = "json-duplicate-key"
"""The code of the flaw that a key stands twice in an object."""
ALIAS = "yaml-alias-unknown"
"""The code of the flaw that an alias of YAML stands for what is not read."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault of the notation: the code of its rule, its place, a sentence, and the text that mends it, when one does."""

    code: str
    start: int
    end: int
    sentence: str
    replacement: str | None = None
    style: bool = False
    """Whether it is a fault in JSON only: single quotes, bare keys, comments and the like are right in other notations."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a text stopped being an object literal, and what was found there."""

    at: int
    sentence: str
