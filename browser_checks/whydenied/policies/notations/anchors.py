"""Values that YAML names by an anchor and repeats by an alias."""

from __future__ import annotations

from ..nodes import MAX_DEPTH, Array, Node, Object, Scalar

_COPIES = 20_000
"""Limit of values repeated by aliases: ten lines of them can expand to billions."""


def is_alias(text: str) -> bool:
    """Whether a YAML word is an alias; plain text cannot begin with a star."""
    return text.startswith("*") and text[1:2].isalnum()


class Anchors:
    """The values with an anchor that were read so far, by its name."""

    def __init__(self) -> None:
        self.values: dict[str, Node] = {}
        self.left = _COPIES
        """Number of values that may still be repeated."""

    def repeated(self, raw: str, depth: int) -> Node | None:
        """The value at the anchor of an alias, with its own places; None if it is unknown."""
        found = self.values.get(raw[1:])
        return self.copy(found, depth + 1) if found else None

    def copy(self, node: Node, depth: int) -> Node | None:
        """Copy a value with its places; None if that would nest too deeply or repeat too much."""
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            return None
        if isinstance(node, Scalar):
            return Scalar(node.start, node.end, node.text, node.kind)
        if isinstance(node, Array):
            array = Array(node.start, node.end)
            for item in node.items:
                if (inner := self.copy(item, depth + 1)) is None:
                    return None
                array.add(inner)
            return array
        assert isinstance(node, Object)
        found = Object(node.start, node.end)
        for member in node.members:
            if (inner := self.copy(member.value, depth + 1)) is None:
                return None
            found.add(Scalar(member.key.start, member.key.end, member.name), inner)
        return found
