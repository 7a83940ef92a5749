"""The paste: as pasted, with its secrets masked, and with the damage of pasting undone."""

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
    """The secrets and their spans; *text* has blots in their places."""
    mentions_key: bool = False
    """Whether it contains an access key id, including examples from documentation."""

    @classmethod
    def of(cls, text: str, number: int = 0) -> Paste:
        """Mask the secrets of a pasted text before anything else reads it; replace lone surrogates. *number*
        tells further pastes from the text."""
        if _SURROGATE.search(text):
            text = text.encode("utf-8", "replace").decode("utf-8")
        found = secrets.find(text, number)
        return cls(secrets.blotted(text, found), found, secrets.mentions_key(text))

    @cached_property
    def raw(self) -> Text:
        """The masked text, otherwise unchanged."""
        return Text(self.text)

    @cached_property
    def cleaned(self) -> Text:
        """The masked text with the damage of terminals, chats and escapes undone."""
        return undo(self.text)
