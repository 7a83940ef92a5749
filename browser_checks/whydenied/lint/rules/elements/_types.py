"""What kind of JSON value a node is, in words, and whether a template leaves that open."""

from __future__ import annotations

from ....policies.nodes import UNKNOWN, Array, Node, Object, Scalar

_KINDS = {"number": "a number", "boolean": "true or false", "null": "null"}


def left_open(node: Node) -> bool:
    """Whether only the filled-in template knows the value."""
    return isinstance(node, Scalar) and (node.kind == "unknown" or UNKNOWN in node.text)


def is_text(node: Node) -> bool:
    """Whether it is a string, also one whose quotes are missing."""
    return isinstance(node, Scalar) and node.kind not in _KINDS


def kind(node: Node) -> str:
    """The kind of value, as part of a sentence."""
    if isinstance(node, Array):
        return "a list"
    if isinstance(node, Object):
        return "an object"
    assert isinstance(node, Scalar)
    return _KINDS.get(node.kind, "a string")
