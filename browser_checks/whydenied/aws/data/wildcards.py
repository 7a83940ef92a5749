"""Match patterns of names in IAM: `*` matches any characters, `?` one; case is ignored."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..glob import matcher, parse

LONGEST = 300
"""Length limit of names and patterns that are looked up, in characters; real ones are much shorter."""


def has_wildcard(text: str) -> bool:
    """Whether a text contains `*` or `?`."""
    return "*" in text or "?" in text


def shortest(pattern: str) -> str:
    """Replace runs of stars in a pattern by one star."""
    return re.sub(r"\*{2,}+", "*", pattern) if "**" in pattern else pattern


def beginning(pattern: str) -> str:
    """What stands before the first wildcard of a pattern."""
    return pattern.partition("*")[0].partition("?")[0]


def matching(pattern: str, names: Iterable[str]) -> list[str]:
    """The *names*, in lower case, that a pattern in lower case matches as a whole."""
    if not has_wildcard(pattern):
        return [pattern] if pattern in names else []
    begins = beginning(pattern)
    likely = [name for name in names if name.startswith(begins)]
    if pattern == f"{begins}*" or not likely:
        return likely
    fits = matcher(parse(pattern, variables=False)).fullmatch
    return [name for name in likely if fits(name)]
