"""The notations in which policies are pasted, a reader each, found by itself; all give the nodes of
:mod:`whydenied.policies.nodes`.

A reader is a module with ``read_around(text, floor, place, budget)``: the
:class:`~whydenied.policies.document.Container` around *place*, not before *floor*; None when the text there
is in another notation; a :class:`~whydenied.policies.flaw.Failure` when it is in this one and cannot be read.
Its ``RANK`` is its turn, from 1: a reader that needs a word of its own notation comes before those that take
any object.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from ...siblings import modules

if TYPE_CHECKING:
    from ...text.text import Text
    from ..document import Container
    from ..flaw import Failure
    from .braces import Budget

    ReadAround = Callable[[Text, int, int, Budget], Container | Failure | None]


@cache
def readers() -> tuple[ReadAround, ...]:
    """The readers, the surest first; imported when a paste has a word of a policy, which most errors have
    not."""
    return tuple(each.read_around for each in modules(__name__, "read_around"))
