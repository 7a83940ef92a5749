"""Whether a form says something that the messages of other services do not say as well."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_'-]*+")
_SLOT = re.compile(r"\{[a-z_]+\}")
_LONG = 4


@cache
def common() -> frozenset[str]:
    """Words that error messages of three services or more share, or that every denial may have."""
    return frozenset(resources.files(__package__).joinpath("common.txt").read_text("utf-8").split())


def telling(form: str) -> bool:
    """Whether a form has a word that few messages have: a name of a thing, or a code."""
    return any(
        len(word) >= _LONG and not _is_common(word.lower()) for word in _WORD.findall(_SLOT.sub(" ", form))
    )


def _is_common(word: str) -> bool:
    word = word.rstrip("'-_")
    return word in common() or all(part in common() or len(part) < _LONG for part in re.split("[-_']", word))
