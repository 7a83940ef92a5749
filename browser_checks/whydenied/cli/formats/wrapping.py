"""Paragraphs at the width of the terminal's answers."""

from __future__ import annotations

from textwrap import fill

from .shown import visible

_WIDTH = 100


def wrapped(text: str, first: str = "", further: str = "") -> str:
    """A paragraph; an ARN or a command is never broken, so that it can be copied."""
    return fill(
        visible(text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=further,
        break_on_hyphens=False,
        break_long_words=False,
    )
