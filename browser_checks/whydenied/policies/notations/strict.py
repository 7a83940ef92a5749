"""Read JSON without faults, several times faster than :mod:`.literal`.

Fails at the first thing that strict JSON does not allow; :mod:`.literal` then reads the text and reports the
fault.
Source: https://www.rfc-editor.org/rfc/rfc8259
"""

from __future__ import annotations

import re

from ..nodes import MAX_DEPTH, Array, Node, Object, Scalar
from .tokens import filled, unescaped

# A token with leading blanks; for a key also the colon after it.
_TOKEN = re.compile(
    r'[ \t\r\n]*+(?:"([^"\\\x00-\x1f]*+)"([ \t\r\n]*+:)?|([{}\[\],])|"((?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)"([ \t\r\n]*+:)?|(-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?|true|false|null)(?![\w.]))'
)


def read(chars: str, start: int) -> Node | None:
    """The object at *start*; None if it is not strict JSON, repeats a key or nests too deeply."""
    node: Object | Array | None = None
    key: Scalar | None = None
    depth = 0
    # Whether a value, or in an object a key, may come next; whether it must, after a comma.
    open_, must = True, False
    match = _TOKEN.match
    at = start
    while found := match(chars, at):
        group = found.lastindex
        at = found.end()
        value: Node
        if group == 3:
            mark = found[3]
            if mark == ",":
                if open_ or node is None:
                    return None
                open_ = must = True
                continue
            if mark in "}]":
                if node is None or must or key is not None or (mark == "}") is not isinstance(node, Object):
                    return None
                node.end = at
                depth -= 1
                outer = node.parent
                if outer is None:
                    return node
                node, open_ = outer, False  # type: ignore[assignment]
                continue
            depth += 1
            if depth > MAX_DEPTH:
                return None
            value = Object(at - 1, at) if mark == "{" else Array(at - 1, at)
        elif group in (2, 5):
            if key is not None or not open_ or not isinstance(node, Object):
                return None
            text = found[1] if group == 2 else unescaped(found[4])
            here = found.start(1 if group == 2 else 4) - 1
            key = Scalar(here, here + found.end(1 if group == 2 else 4) - here + 1, text)
            must = False
            continue
        elif group == 6:
            text = found[6]
            value = Scalar(
                found.start(6),
                at,
                text,
                "number" if text[0] in "-0123456789" else "null" if text == "null" else "boolean",
            )
        else:
            text = found[1] if group == 1 else unescaped(found[4])
            value = Scalar(found.start(group or 0) - 1, at, filled(text, foreign=False))
        if node is None:
            if depth != 1:
                return None
        elif isinstance(node, Object):
            if key is None or node.get(key.text) is not None:
                return None
            node.add(key, value)
            key = None
        else:
            if not open_:
                return None
            node.add(value)
        must = open_ = False
        if isinstance(value, (Object, Array)):
            node, open_ = value, True
    return None
