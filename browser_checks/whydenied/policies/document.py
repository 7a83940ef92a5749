"""Policies and event records of a paste with their places, and the containers in which readers of notations
find them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from ..aws.kinds import PolicyType
from ..report import Owner, Span
from ..report.words import Notation
from ..text.text import Text
from .flaw import SYNTAX, Flaw
from .nodes import Node, Object, plain
from .recognition import is_event
from .statements import Statement, statements

LISTED = "policy-not-object"
"""Code of the flaw for a list in place of a policy."""


class Container(NamedTuple):
    """The result of a notation's reader: a value and its end, the notation, and its flaws."""

    node: Node
    end: int
    notation: Notation
    flaws: Sequence[Flaw]
    text: Text


class Beside(NamedTuple):
    """The file that a policy stands in, as others name it, and the text of those."""

    file: str
    text: str


class Assigned(NamedTuple):
    """What the account tells of a policy that it was printed with."""

    type: PolicyType
    owner: Owner
    called: str
    """What a person calls it: ``the managed policy writers``."""


class Document:
    """One policy, or one event record, with its place in the paste."""

    def __init__(
        self,
        text: Text,
        node: Object,
        notation: Notation,
        flaws: Sequence[Flaw] = (),
        context: tuple[str | int, ...] = (),
        holder: Node | None = None,
    ) -> None:
        self.text = text
        """The text in which the nodes have their offsets."""
        self.node = node
        self.notation = notation
        """terraform is a Terraform policy document, cloudformation a permission in a template, cdk a
        statement in a program; else what the object is in."""
        self.flaws = tuple(flaws)
        self.context = context
        """The keys around it: ``("Resources", "Role", "Properties", "AssumeRolePolicyDocument")``."""
        self._statements: list[Statement] | None = None
        self.assigned: Assigned | None = None
        """What the account tells that it was printed with."""
        self.beside: Beside | None = None
        """What is in the other files of its folder, where it was found in one."""
        self.holder = holder if holder is not None else node.parent
        """What it stands in: the object or list around it, or around the string that it is written in; None
        when it stands alone."""

    @property
    def begins(self) -> bool:
        """Whether it begins the text, alone: nothing before it or around it tells what it is."""
        front = self.node.start == 0 or not self.text.chars[: self.node.start].strip()
        return front and self.holder is None and not self.context and self.assigned is None

    @cached_property
    def data(self) -> Any:
        """The document as Python data, numbers as text."""
        return plain(self.node)

    @cached_property
    def told(self) -> Any:
        """The same with as much of an ARN as a reference to a resource tells."""
        if self.notation == "json" and "Fn::" not in self.text.chars:
            return self.data
        from .references import referred  # imported late: an error needs no templates

        return plain(self.node, lambda scalar: referred(scalar, self.text.chars))

    @property
    def statements(self) -> list[Statement]:
        """The statements of a policy, or the bare statement; none for an event."""
        if self._statements is None:
            self._statements = statements(self.node)
        return self._statements

    @property
    def span(self) -> Span:
        """The span of the document in the paste."""
        return self.place(self.node)

    @property
    def is_policy(self) -> bool:
        """Whether it is meant as a policy, including a lone list of policies and an empty list."""
        if self.flaws and any(flaw.code == LISTED for flaw in self.flaws):
            return True
        return (
            bool(self.statements)
            or "Statement" in self.data
            or ("Version" in self.data and not is_event(self.node))
        )

    @property
    def faults(self) -> int:
        """Number of syntax errors; typographic quotes and duplicate keys are not among them."""
        return sum(flaw.code == SYNTAX for flaw in self.flaws)

    def place(self, node: Node) -> Span:
        """The span of a node of the document in the paste."""
        return self.text.span(node.start, node.end)


class Broken(ValueError):
    """Text that is meant as a policy and cannot be read: a sentence, and the offset in the paste."""

    def __init__(self, sentence: str, place: int) -> None:
        super().__init__(sentence)
        self.place = place
