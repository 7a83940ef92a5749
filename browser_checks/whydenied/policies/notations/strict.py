"""Read JSON without faults, several times faster than :mod:`.literal`.

Fails at the first thing that strict JSON does not allow; :mod:`.literal` then reads the text and reports the
fault.
Source: https://www.rfc-editor.org/rfc/rfc8259
"""

from __future__ import annotations

import re

from ...text.regex import lazy_regex
from ..nodes import MAX_DEPTH, Array, Node, Object, Scalar
from .tokens import filled, unescaped

# A token with the blanks before it and the colon or comma behind it.
_STRING, _OPENS, _CLOSES, _ESCAPED, _WORD = range(1, 6)
_STRINGS = (_STRING, _ESCAPED)
_TOKEN = lazy_regex(
    r"""[ \t\r\n]*+(?:
    "([^"\\\x00-\x1f]*+)"
    |([{\[])
    |([}\]])
    |"((?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)"
    |(-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?|true|false|null)(?![\w.])
    )(?:[ \t\r\n]*+[:,])?""",
    re.VERBOSE,
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
        group, at = found.lastindex, found.end()
        behind = chars[at - 1]
        comma = behind == ","
        value: Node
        if group in _STRINGS:
            begin, end = found.span(group)
            text = found[group] if group == _STRING else unescaped(found[group])
            if behind == ":":
                if key is not None or not open_ or not isinstance(node, Object):
                    return None
                key = Scalar(begin - 1, end + 1, text)
                must = False
                continue
            value = Scalar(
                begin - 1, end + 1, filled(text, foreign=False) if "{" in text or "%" in text else text
            )
        elif group == _CLOSES:
            closed = node
            if (
                closed is None
                or must
                or key is not None
                or (found[_CLOSES] == "}") is not isinstance(closed, Object)
            ):
                return None
            closed.end = found.end(_CLOSES)
            depth -= 1
            node = closed.parent  # type: ignore[assignment]
            if node is None:
                return closed
            if behind == ":":
                return None
            open_ = must = comma
            continue
        elif behind == ":":
            return None
        elif group == _OPENS:
            depth += 1
            if depth > MAX_DEPTH or comma:
                return None
            begin = found.start(_OPENS)
            value = Object(begin, begin + 1) if found[_OPENS] == "{" else Array(begin, begin + 1)
        else:
            text = found[_WORD]
            kind = "number" if text[0] in "-0123456789" else "null" if text == "null" else "boolean"
            value = Scalar(*found.span(_WORD), text, kind)
        if node is None:
            if group != _OPENS:
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
        if group == _OPENS:
            node, open_, must = value, True, False  # type: ignore[assignment]
        else:
            open_ = must = comma
    return None
