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

# A token with the blanks before it and the colon or comma behind it; a key with its value is one token, where
# that is a plain string. Any other character is a token as well, so that they follow each other without a gap.
_STRING, _KEY, _PAIR, _OPENS, _CLOSES, _ESCAPED, _WORD, _OTHER = range(1, 9)
_QUOTED = (_STRING, _ESCAPED)
_TOKEN = lazy_regex(
    r"""[ \t\r\n]*+(?:
    "([^"\\\x00-\x1f]*+)"(?:[ \t\r\n]*+:()(?:[ \t\r\n]*+"([^"\\\x00-\x1f]*+)")?)?
    |([{\[])
    |([}\]])
    |"((?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)"
    |(-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?|true|false|null)(?![\w.])
    |([\s\S])
    )(?:[ \t\r\n]*+[:,])?""",
    re.VERBOSE,
)


def read(chars: str, start: int) -> Node | None:
    """The object at *start*; None if it is not strict JSON, repeats a key or nests too deeply."""
    # What the next value goes into: one of the two, at the start neither.
    whole: Object | None = None
    array: Array | None = None
    key: Scalar | None = None
    depth = 0
    # Whether a value, or in an object a key, may come next; whether it must, after a comma.
    open_, must = True, False
    for found in _TOKEN.finditer(chars, start):
        group, at = found.lastindex, found.end()
        behind = chars[at - 1]
        value: Node
        if group == _PAIR:
            name, text = found[_STRING], found[_PAIR]
            if whole is None or key is not None or not open_ or behind == ":" or name in whole.names:
                return None
            begin, end = found.span(_PAIR)
            value = _string(begin, end, filled(text, foreign=False) if "{" in text or "%" in text else text)
            begin, end = found.span(_STRING)
            whole.add(_string(begin, end, name), value)
            open_ = must = behind == ","
            continue
        if group == _CLOSES:
            closed = whole or array
            if closed is None or must or key is not None or (found[_CLOSES] == "}") is not (array is None):
                return None
            closed.end = found.end(_CLOSES)
            depth -= 1
            around = closed.parent
            if around is None:
                return closed
            if behind == ":":
                return None
            whole = around if isinstance(around, Object) else None
            array = around if isinstance(around, Array) else None
            open_ = must = behind == ","
            continue
        if group == _KEY or (group == _ESCAPED and behind == ":"):
            text = found[_STRING] if group == _KEY else unescaped(found[_ESCAPED])
            if whole is None or key is not None or not open_ or text in whole.names:
                return None
            if group == _KEY and at > found.end(_KEY):
                return None
            begin, end = found.span(_STRING if group == _KEY else _ESCAPED)
            key = _string(begin, end, text)
            must = False
            continue
        if behind == ":" or group == _OTHER:
            return None
        if group in _QUOTED:
            text = found[_STRING] if group == _STRING else unescaped(found[_ESCAPED])
            begin, end = found.span(group)
            value = _string(begin, end, filled(text, foreign=False) if "{" in text or "%" in text else text)
        elif group == _OPENS:
            depth += 1
            if depth > MAX_DEPTH or behind == ",":
                return None
            begin = found.start(_OPENS)
            value = Object(begin, begin + 1) if found[_OPENS] == "{" else Array(begin, begin + 1)
        else:
            text = found[_WORD]
            kind = "number" if text[0] in "-0123456789" else "null" if text == "null" else "boolean"
            value = Scalar(*found.span(_WORD), text, kind)
        if key is not None and whole is not None:
            whole.add(key, value)
            key = None
        elif array is not None and open_:
            array.add(value)
        elif group != _OPENS or whole is not None or array is not None:
            return None
        if group == _OPENS:
            whole = value if isinstance(value, Object) else None
            array = value if isinstance(value, Array) else None
            open_, must = True, False
        else:
            open_ = must = behind == ","
    return None


def _string(begin: int, end: int, text: str) -> Scalar:
    """The string between two quotes, made without a call of its class: strings are most of what is read."""
    node = Scalar.__new__(Scalar)
    node.start = begin - 1
    node.end = end + 1
    node.parent = node.label = None
    node.text = text
    node.kind = "string"
    return node
