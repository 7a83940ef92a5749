"""Colours for a person at a terminal: of severities, changed lines and headings, by what a line starts
with."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TextIO

_LINES = (
    (re.compile(r"^    -.*$", re.MULTILINE), "31"),
    (re.compile(r"^    \+.*$", re.MULTILINE), "32"),
    (
        re.compile(
            r"^(?:Fix:|Your policy:|What to do\b[^:\n]*:|Read on:|Perhaps:|To know more\b[^:\n]*:|whydenied:)",
            re.MULTILINE,
        ),
        "1",
    ),
    (re.compile(r"(?<=[ :])error(?= [a-z0-9-]+$)", re.MULTILINE), "31;1"),
    (re.compile(r"(?<=[ :])(?:security|warning)(?= [a-z0-9-]+$)", re.MULTILINE), "33;1"),
    (re.compile(r"(?<=[ :])suggestion(?= [a-z0-9-]+$)", re.MULTILINE), "36"),
)


def wanted(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour what is written to *stream*: NO_COLOR and FORCE_COLOR decide, else whether it is a
    terminal. Source: https://no-color.org"""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def coloured(text: str) -> str:
    """The text of an answer with its colours."""
    for pattern, code in _LINES:
        text = pattern.sub(lambda found, code=code: f"\x1b[{code}m{found[0]}\x1b[0m", text)  # type: ignore[misc]
    return text
