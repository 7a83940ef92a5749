"""Patterns of names in IAM: `*` stands for any characters, `?` for one; case does not count."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..glob import matcher, parse

LONGEST = 300
"""Characters of the longest name or pattern that is looked up: no service, action or key comes near."""


def has_wildcard(text: str) -> bool:
    """Whether `*` or `?` stands in it."""
    return "*" in text or "?" in text


def shortest(pattern: str) -> str:
    """The same pattern with one star where several follow each other."""
    return re.sub(r"\*{2,}+", "*", pattern)


def matching(pattern: str, names: Iterable[str]) -> list[str]:
    """Those of *names*, given in lower case, that a pattern in lower case matches as a whole."""
    if not has_wildcard(pattern):
        return [pattern] if pattern in names else []
    head = pattern[: min(place for place in map(pattern.find, "*?") if place >= 0)]
    likely = [name for name in names if name.startswith(head)]
    if pattern == f"{head}*" or not likely:
        return likely
    fits = matcher(parse(pattern, variables=False)).fullmatch
    return [name for name in likely if fits(name)]
