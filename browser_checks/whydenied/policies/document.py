"""A policy or an event record of a paste, with its place; and what a reader of a notation found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from ..aws.kinds import PolicyType
from ..report import Notation, Owner, Span
from ..text.text import Text
from .flaw import SYNTAX, Flaw
from .nodes import Node, Object, plain
from .recognition import is_event
from .statements import Statement, statements

LISTED = "policy-not-object"
"""The code of the flaw that a list stands where a policy should."""


class Container(NamedTuple):
    """What a reader of one shape found: a value with its end, the notation, and the faults of the notation."""

    node: Node
    end: int
    notation: Notation
    flaws: Sequence[Flaw]
    text: Text


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
        """The text that the places of the nodes count in."""
        self.node = node
        self.notation = notation
        """json, javascript, python, ruby, hcl, yaml, terraform for a Terraform policy document, cloudformation for a permission in a template, or cdk for a statement in a program."""
        self.flaws = tuple(flaws)
        self.context = context
        """The labels of what it stands in: ``("Resources", "Role", "Properties", "AssumeRolePolicyDocument")``."""
        self.assigned: tuple[PolicyType, Owner] | None = None
        """Type and owner where the account tells them that it was printed with."""
        self.holder = holder if holder is not None else node.parent
        """What it stands in: the object or list around it, or around the string that it is written in; None when it stands alone."""

    @cached_property
    def data(self) -> Any:
        """The document as Python data, numbers as text."""
        return plain(self.node)

    @cached_property
    def statements(self) -> list[Statement]:
        """The statements of a policy; a bare statement counts as one. An event has none."""
        return statements(self.node)

    @cached_property
    def span(self) -> Span:
        """Where the document stands in the paste."""
        return self.place(self.node)

    @property
    def is_policy(self) -> bool:
        """Whether it was meant as a policy; a list of policies or of nothing, too, when it stands alone."""
        if any(flaw.code == LISTED for flaw in self.flaws):
            return True
        return bool(self.statements) or "Statement" in self.data or ("Version" in self.data and not is_event(self.node))

    @property
    def faults(self) -> int:
        """How many faults its notation has; typographic quotes and double keys hinder nobody's reading."""
        return sum(flaw.code == SYNTAX for flaw in self.flaws)

    def place(self, node: Node) -> Span:
        """Where a node of the document stands in the paste."""
        return self.text.span(node.start, node.end)


class Broken(ValueError):
    """Something that was meant to be a policy and cannot be read: a sentence, and where."""

    def __init__(self, sentence: str, place: int) -> None:
        super().__init__(sentence)
        self.place = place
