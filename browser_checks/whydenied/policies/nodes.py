"""Values of a policy as a JSON parser returns them, each with its place.

Places are offsets in the text that was read (:class:`~whydenied.text.text.Text`); ``Document.place`` maps
them to the paste.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..aws.glob import UNKNOWN as UNKNOWN

MERGED = "Fn::Merge"
"""Key of a member that represents unknown members, such as a YAML merge of an anchor outside the paste; rules
treat it as a template function."""

MAX_DEPTH = 100
"""Deepest nesting that readers accept, so that nothing here exhausts the stack; no real policy, event or
template nests deeper."""


def legible(text: str) -> str:
    """Replace each unknown part of a text by an ellipsis, for people."""
    return text if text.isascii() else text.replace(UNKNOWN, "\u2026").replace("\ue000", "")


# The classes set all of their slots themselves: values are what a policy has most of, and a call of super()
# takes as long as the rest of making one.


class Node:
    """A value: its place from ``start`` to before ``end``, its parent node, and its label there (key or
    index)."""

    __slots__ = ("end", "label", "parent", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.parent: Node | None = None
        self.label: str | int | None = None

    @property
    def path(self) -> tuple[str | int, ...]:
        """The labels from the outermost value down to this one."""
        labels: list[str | int] = []
        node: Node | None = self
        while node is not None and node.label is not None:
            labels.append(node.label)
            node = node.parent
        return tuple(reversed(labels))


class Scalar(Node):
    """A string, number, Boolean or null as text, as policies compare them; ``kind`` is its type in the
    notation."""

    __slots__ = ("kind", "text")

    def __init__(self, start: int, end: int, text: str, kind: str = "string") -> None:
        self.start = start
        self.end = end
        self.parent = self.label = None
        self.text = text
        self.kind = kind
        """string, number, boolean, null, or unknown for an expression whose value is not in the paste."""

    @property
    def known(self) -> bool:
        """Whether every character of the value is known."""
        return UNKNOWN not in self.text


class Choice(Scalar):
    """A value that a condition of the template or program chooses: unknown, but the texts in its branches are
    there to be read; *whole* where it is one of them or some, and nothing else."""

    __slots__ = ("branches", "whole")

    def __init__(self, start: int, end: int, branches: Sequence[Scalar], *, whole: bool = False) -> None:
        self.start, self.end, self.parent, self.label = start, end, None, None
        self.text, self.kind = UNKNOWN, "unknown"
        self.branches, self.whole = branches, whole
        for place, branch in enumerate(branches):
            branch.parent, branch.label = self, place


_new = object.__new__


def _string(parent: Node, label: str | int, start: int, end: int, text: str) -> Scalar:
    """A string in what it stands in, made without a call of its class: strings are most of what is read."""
    node: Scalar = _new(Scalar)
    node.start = start
    node.end = end
    node.parent = parent
    node.label = label
    node.text = text
    node.kind = "string"
    return node


class Array(Node):
    """A list of values."""

    __slots__ = ("items", "scattered")

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end, self.parent, self.label = start, end, None, None
        self.items: list[Node] = []
        self.scattered: Sequence[Node] = ()
        """The items that come from branches of a condition: they do not stand beside the others in the text, and
        nobody knows which are there."""

    def add(self, value: Node) -> None:
        """Append *value*."""
        value.parent, value.label = self, len(self.items)
        self.items.append(value)

    def add_string(self, start: int, end: int, text: str) -> None:
        """Append a string."""
        items = self.items
        items.append(_string(self, len(items), start, end, text))

    def add_all(self, values: Sequence[Node]) -> None:
        """Put the items of branches at the end, which stand elsewhere in the text."""
        self.scattered = (*self.scattered, *values)
        for value in values:
            self.add(value)


class Member:
    """A key of an object, by its name, and its value."""

    __slots__ = ("_key", "_place", "name", "value")

    def __init__(self, key: Scalar, value: Node) -> None:
        # The key, or, until somebody looks at it, the object that it is in: of most of a policy nobody does.
        self._key: Scalar | Object = key
        self._place = key.start
        self.name = key.text
        self.value = value

    @property
    def key(self) -> Scalar:
        """The key where it is written."""
        key = self._key
        if isinstance(key, Object):
            name, place = self.name, self._place
            self._key = key = _string(key, name, place, place + len(name) + 2, name)
        return key

    def rename(self, name: str) -> None:
        """Have another name; the object still finds it by the one that is written."""
        self.key.text = self.name = name


class Object(Node):
    """Keys and values in order; keys may repeat."""

    __slots__ = ("members", "named", "names")

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end, self.parent, self.label = start, end, None, None
        self.members: list[Member] = []
        self.named: dict[str, Member] = {}
        """The members by their keys; of those of one key the last, as JSON parsers keep it."""
        self.names = self.named.keys()

    def add(self, key: Scalar, value: Node) -> None:
        """Append a key and its value."""
        key.parent = value.parent = self
        key.label = value.label = name = key.text
        member = self.named[name] = Member(key, value)
        self.members.append(member)

    def add_plain(self, name: str, place: int, value: Node) -> None:
        """Append a key that is written in quotes at *place*, without escapes, and its value."""
        value.parent = self
        value.label = name
        member: Member = _new(Member)
        member._key = self
        member._place = place
        member.name = name
        member.value = value
        self.named[name] = member
        self.members.append(member)

    def add_string(self, name: str, place: int, start: int, end: int, text: str) -> None:
        """The same, where the value is a string."""
        member: Member = _new(Member)
        member._key = self
        member._place = place
        member.name = name
        value: Scalar = _new(Scalar)
        member.value = value
        value.start = start
        value.end = end
        value.parent = self
        value.label = name
        value.text = text
        value.kind = "string"
        self.named[name] = member
        self.members.append(member)

    def member(self, name: str) -> Member | None:
        """The last member called *name*."""
        return self.named.get(name)

    def get(self, name: str) -> Node | None:
        """The value of the last member called *name*."""
        member = self.named.get(name)
        return member.value if member else None


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it, in the order of the text."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, Array):
            pending.extend(reversed(node.items))
        elif isinstance(node, Object):
            pending.extend(member.value for member in reversed(node.members))


def forget(node: Node) -> None:
    """Take apart what nobody reads any more: values and what they stand in hold each other, and the collector of
    such cycles would take a tenth of the time of a check to find them."""
    pending = [node]
    for each in pending:
        if isinstance(each, Object):
            pending += [member.value for member in each.members if type(member.value) is not Scalar]
            each.members, each.named, each.names = [], _NONE, _NONE.keys()
        elif isinstance(each, Array):
            pending += [item for item in each.items if type(item) is not Scalar]
            each.items = []


_NONE: dict[str, Member] = {}


def plain(node: Node, said: Callable[[Scalar], str] | None = None) -> Any:
    """The value as Python data; numbers stay text, since a policy compares them so; unknown parts are
    :data:`UNKNOWN`. *said* tells the text of a scalar with an unknown part."""
    if isinstance(node, Object):
        return {member.name: plain(member.value, said) for member in node.members}
    if isinstance(node, Array):
        return [plain(item, said) for item in node.items]
    assert isinstance(node, Scalar)
    if said and UNKNOWN in node.text:
        return said(node)
    if node.kind == "boolean":
        return node.text == "true"
    return None if node.kind == "null" else node.text


def listed(node: Node | None) -> list[Node]:
    """A single value or a list of values, as a list."""
    if node is None:
        return []
    return node.items if isinstance(node, Array) else [node]


def scalars(node: Node | None) -> list[Scalar]:
    """The scalars of a single value or a list of values."""
    if isinstance(node, Scalar):
        return [node]
    return [item for item in listed(node) if isinstance(item, Scalar)]
