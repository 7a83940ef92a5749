"""Sections to offer where a paste says too little to lead to one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whydenied.guide import PREFIX

NAMES = ("read-the-message", "s3-access-denied", "not-access")
"""Names of these sections, the most likely first: how to get more words, the commonest bare denial, what
looks like one and is not."""


def perhaps(guide: Mapping[str, Any]) -> list[dict[str, str]]:
    """Title and address of each section of this *guide* that has such a name."""
    rows = {row["id"]: row for row in guide.get("sections", ())}
    found = (rows.get(PREFIX + name) or rows.get(name) for name in NAMES)
    return [{"title": row["title"], "url": row["url"]} for row in found if row]
