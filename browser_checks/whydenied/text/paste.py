"""The paste: as pasted, with its secrets masked, and with the damage of pasting undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from ..report import Secret, Span
from ..values import dataclass
from . import secrets
from .regex import lazy_regex
from .text import Text
from .undo import undo

_SURROGATE = lazy_regex("[\ud800-\udfff]")


@dataclass(frozen=True)
class Paste:
    """A text to read; its offsets are those of what was pasted."""

    text: str
    secrets: tuple[Secret, ...] = ()
    """The secrets and their spans; *text* has blots in their places."""
    mentions_key: bool = False
    """Whether it contains an access key id, including examples from documentation."""

    left_out: tuple[Span, ...] = ()
    """The parts that are not to be read."""

    @classmethod
    def of(cls, text: str, number: int = 0, whole: Sequence[Span] = ()) -> Paste:
        """Mask the secrets of a pasted text before anything else reads it; replace lone surrogates. *number*
        tells further pastes from the text; *whole* are parts that pasting has not damaged, such as JSON that a
        parser has read."""
        if not text.isascii() and _SURROGATE.search(text):
            text = text.encode("utf-8", "replace").decode("utf-8")
        begins = secrets.may_begin(text)
        found = secrets.find(text, number, whole, begins=begins)
        return cls(secrets.blotted(text, found), found, begins and secrets.mentions_key(text))

    def without(self, spans: Sequence[Span]) -> Paste:
        """The paste without some parts; offsets stay those of what was pasted."""
        return replace(self, left_out=(*self.left_out, *spans)) if spans else self

    @cached_property
    def raw(self) -> Text:
        """The masked text, otherwise unchanged."""
        return Text(self.text).without(self.left_out)

    @cached_property
    def cleaned(self) -> Text:
        """The masked text with the damage of terminals, chats and escapes undone."""
        return undo(self.raw)
