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
# that is a plain string, and a key with the brace or bracket behind it. Any other character is a token as well, so
# that they follow each other without a gap.
_STRING, _KEY, _PAIR, _BEGINS, _OPENS, _CLOSES, _ESCAPED, _WORD, _OTHER = range(1, 10)
_TOKEN = lazy_regex(
    r"""[ \t\r\n]*+(?:
    "([^"\\\x00-\x1f]*+)"(?:[ \t\r\n]*+:()(?:[ \t\r\n]*+(?:"([^"\\\x00-\x1f]*+)"|([{\[])))?)?
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
        if group == _PAIR:
            name, text = found.group(_STRING, _PAIR)
            if whole is None or key is not None or not open_ or behind == ":" or name in whole.names:
                return None
            begin, end = found.span(_PAIR)
            if "{" in text or "%" in text:
                text = filled(text, foreign=False)
            whole.add_string(name, found.start(_STRING) - 1, begin - 1, end + 1, text)
            open_ = must = behind == ","
            continue
        if group == _STRING and array is not None:
            if not open_ or behind == ":":
                return None
            text = found[_STRING]
            begin, end = found.span(_STRING)
            if "{" in text or "%" in text:
                text = filled(text, foreign=False)
            array.add_string(begin - 1, end + 1, text)
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
        if group == _BEGINS:
            name, bracket = found.group(_STRING, _BEGINS)
            depth += 1
            if (
                whole is None
                or key is not None
                or not open_
                or behind != bracket
                or name in whole.names
                or depth > MAX_DEPTH
            ):
                return None
            place = found.start(_STRING) - 1
            if bracket == "{":
                inside = Object(at - 1, at)
                whole.add_plain(name, place, inside)
                whole = inside
            else:
                array = Array(at - 1, at)
                whole.add_plain(name, place, array)
                whole = None
            open_, must = True, False
            continue
        if group == _KEY or (group == _ESCAPED and behind == ":"):
            text = found[_STRING] if group == _KEY else unescaped(found[_ESCAPED])
            if whole is None or key is not None or not open_ or text in whole.names:
                return None
            if group == _KEY and at > found.end(_KEY):
                return None
            begin, end = found.span(_STRING if group == _KEY else _ESCAPED)
            key = Scalar(begin - 1, end + 1, text)
            must = False
            continue
        if behind == ":" or group == _OTHER:
            return None
        value: Node
        if group in (_STRING, _ESCAPED):
            text = found[_STRING] if group == _STRING else unescaped(found[_ESCAPED])
            begin, end = found.span(group)
            text = filled(text, foreign=False) if "{" in text or "%" in text else text
            value = Scalar(begin - 1, end + 1, text)
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
