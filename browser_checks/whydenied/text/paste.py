"""The paste: as it is, without secrets, and with the damage of pasting undone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ..report import Secret
from . import secrets
from .text import Text
from .undo import undo

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Paste:
    """A text to read; its offsets are those of what was pasted."""

    text: str
    secrets: tuple[Secret, ...] = ()
    """Where the secrets were, which *text* has no longer."""
    mentions_key: bool = False
    """Whether an access key id was in it, a documentation example included."""

    @classmethod
    def of(cls, text: str) -> Paste:
        """What was pasted, its secrets blotted out before anything else is read."""
        if _SURROGATE.search(text):
            text = text.encode("utf-8", "replace").decode("utf-8")
        found = secrets.find(text)
        return cls(secrets.blotted(text, found), found, secrets.mentions_key(text))

    @cached_property
    def raw(self) -> Text:
        """The text as it is."""
        return Text(self.text)

    @cached_property
    def cleaned(self) -> Text:
        """The text with the damage of terminals, chats and escapes undone."""
        return undo(self.text)
