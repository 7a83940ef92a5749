"""Where in a document a fault of the notation stands: the member whose key begins at a place."""

from __future__ import annotations

from bisect import bisect_right

from ....policies.nodes import Array, Member, Node, Object


def member_at(root: Node, place: int) -> tuple[Object, int] | None:
    """The object and the index in it of the member whose key begins at *place*; found by halving, since a
    document may have many faults."""
    node: Node = root
    while True:
        if isinstance(node, Object):
            at = bisect_right(node.members, place, key=_key_start) - 1
            if at < 0:
                return None
            if node.members[at].key.start == place:
                return node, at
            node = node.members[at].value
        elif isinstance(node, Array):
            at = bisect_right(node.items, place, key=_start) - 1
            if at < 0:
                return None
            node = node.items[at]
        else:
            return None


def _key_start(member: Member) -> int:
    return member.key.start


def _start(node: Node) -> int:
    return node.start
