"""The shapes in which policies are pasted, one reader each; all give the nodes of :mod:`whydenied.policies.nodes`.

A reader is a module with ``read_around(text, floor, place, budget)``: the :class:`~whydenied.policies.document.Container` around
*place*, not before *floor*; None when the text there is not of its shape; a :class:`~whydenied.policies.flaw.Failure` when it is and cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...text.text import Text
    from ..document import Container
    from ..flaw import Failure
    from .braces import Budget

    ReadAround = Callable[[Text, int, int, Budget], Container | Failure | None]


def readers() -> tuple[ReadAround, ...]:
    """The readers, the surest first; imported when a paste has something to read, which most errors have not."""
    from . import braces, cdk, terraform, yaml

    return terraform.read_around, cdk.read_around, braces.read_around, yaml.read_around
