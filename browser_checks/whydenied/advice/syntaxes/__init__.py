"""A change written out, a module for each syntax, found by itself.

A syntax is a module with ``NAME``, its key in :attr:`~whydenied.report.Fix.commands`, ``RANK``, its place
among the others from 1, and ``write(change)``: the :class:`~whydenied.advice.fix.Change` as text, None when
the syntax cannot express it. It may have ``notes(change)``, sentences to read before the text is used.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ...siblings import modules
from ..fix import Change


@cache
def writers() -> dict[str, Callable[[Change], str | None]]:
    """The function that writes each syntax, by the syntax's name, in the order in which a reader is shown
    them."""
    return {each.NAME: each.write for each in modules(__name__, "NAME")}


@cache
def annotators() -> dict[str, Callable[[Change], tuple[str, ...]]]:
    """The function that says what to know before a syntax is used, by the syntax's name, for those that have
    one."""
    return {each.NAME: each.notes for each in modules(__name__, "NAME") if hasattr(each, "notes")}
