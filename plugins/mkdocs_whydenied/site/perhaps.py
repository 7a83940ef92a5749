"""Sections to offer where a paste says too little to lead to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from whydenied.guide import PREFIX

NAMES: Mapping[str, tuple[str, ...]] = {
    "read-the-message": (),
    "s3-access-denied": (),
    "not-access": ("timed out", "timeout", "eacces", "enotfound", "pending"),
    "function-url": ("forbidden",),
    "no-permissions": ("denied", "unauthorized", "not authorized", "permission"),
    "credentials": ("credential", "token", "expired", "signature"),
    "kms": ("kms", "decrypt", "encrypt"),
    "passrole": ("passrole", "pass the role"),
    "assume-role": ("assume",),
    "policy-validation": ("policy",),
}
"""Names of these sections, and words of a paste that they are offered for first; those without are always
offered: how to get more words, and the commonest bare denial."""


COMMON = "common-errors"
"""Name of the section with the table of common errors."""


def perhaps(guide: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Title, address and words of each section of this *guide* that has such a name."""
    return [{**row, "words": words} for name, words in NAMES.items() for row in _found(guide, name)]


def common(guide: Mapping[str, Any]) -> dict[str, str] | None:
    """Title and address of the section with the table of common errors, if this *guide* has one."""
    return next(_found(guide, COMMON), None)


def _found(guide: Mapping[str, Any], name: str) -> Iterator[dict[str, str]]:
    rows = {row["id"]: row for row in guide.get("sections", ())}
    if row := rows.get(PREFIX + name) or rows.get(name):
        yield {"title": row["title"], "url": row["url"]}
