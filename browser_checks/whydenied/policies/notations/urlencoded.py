"""Decode URL-encoded policies, as IAM's API returns them (``%7B%22Version%22...``)."""

from __future__ import annotations

import re

from ...text.regex import lazy_regex
from ...text.text import Text

ENCODED = lazy_regex(r"(?:%[89A-Fa-f][0-9A-Fa-f]){1,4}|%[0-7][0-9A-Fa-f]")
"""An encoded character."""
_HINT = lazy_regex(r"%22(?:Statement|Version|Effect)%22")


def decoded(text: Text) -> Text | None:
    """Decode the text; None if it contains no encoded policy."""
    if not _HINT.search(text.chars):
        return None
    return text.replaced(ENCODED, plain)


def plain(match: re.Match[str]) -> str:
    """The character that an encoded one stands for."""
    return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")
