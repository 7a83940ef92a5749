"""A paste, read: its denials with their evidence, and the policies and records in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..guide import Guide
from ..policies.document import Broken, Document
from ..policies.documents import documents, sole
from ..text.paste import Paste
from .denials import read_denials
from .reading import Reading
from .repeated import without_lost


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a paste."""

    readings: list[Reading] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    """What was meant as a policy and cannot be read."""


def read(paste: Paste, guide: Guide) -> Found:
    """Read a paste; one that is a policy and nothing else is not searched for messages."""
    if policy := sole(paste.raw):
        return Found(documents=[policy])
    found, broken = documents(paste)
    return Found(without_lost(read_denials(paste, found, guide)), found, broken)
