"""One denial as it was read: its values, and what the text around them tells beside."""

from __future__ import annotations

from ..guide import Form
from ..report import Denial
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A denial with its evidence."""

    denial: Denial
    around: str = ""
    """The text that the denial stands in."""
    block: int = 0
    """Where the line or the value in braces begins that holds it."""
    call: str | None = None
    """The call that failed, ``lambda:CreateFunction``, where an operation tells it."""
    three_way: bool = False
    """Whether KMS's message names three causes at once."""
    setting: bool = False
    """Whether a setting such as S3 Block Public Access denied, and no policy."""
    form: Form | None = None
    """The form of the guide that the message has."""
    plain: str | None = None
    """The kind of message without a main sentence: see :class:`~.plain.Plain`."""
    code_section: str | None = None
    """The section that the error code leads to."""

    @property
    def says_no_more(self) -> bool:
        """Whether a code alone says that access was denied, in words that nobody knows: no sentence, no form,
        no code with a cause of its own."""
        return self.plain in ("lost", "refused") and not (
            self.form or self.code_section or self.denial.principal
        )

    @property
    def is_bare(self) -> bool:
        """Whether not even the call is known that was denied."""
        return self.says_no_more and not self.denial.action
