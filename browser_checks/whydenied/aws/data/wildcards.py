"""Patterns of names in IAM: `*` stands for any characters, `?` for one; case does not count."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 300
"""Characters of the longest name or pattern that is looked up: no service, action or key comes near."""


def has_wildcard(text: str) -> bool:
    """Whether `*` or `?` stands in it."""
    return "*" in text or "?" in text


def shortest(pattern: str) -> str:
    """The same pattern with one star where several follow each other."""
    return re.sub(r"\*{2,}+", "*", pattern)


def matching(pattern: str, names: Iterable[str]) -> list[str]:
    """Those of *names*, given in lower case, that a pattern in lower case matches as a whole.

    Each part between stars is looked for once, at its first place, and never again: linear whatever the pattern.
    """
    if not has_wildcard(pattern):
        return [pattern] if pattern in names else []
    head = pattern[: min(place for place in map(pattern.find, "*?") if place >= 0)]
    likely = [name for name in names if name.startswith(head)]
    if pattern == f"{head}*" or not likely:
        return likely
    parts = [re.escape(part).replace(r"\?", ".") for part in re.split(r"\*+", pattern)]
    middle = "".join(f"(?>.*?{part})" for part in parts[1:-1] if part)
    end = f".*{parts[-1]}" if len(parts) > 1 else ""
    fits = re.compile(f"{parts[0]}{middle}{end}", re.DOTALL).fullmatch
    return [name for name in likely if fits(name)]
