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
_OPENING = _BEGINS, _OPENS
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
    # What the next value goes into: one of the two, at the start neither; and what that is in.
    whole: Object | None = None
    array: Array | None = None
    around: list[tuple[Object | None, Array | None]] = []
    key: Scalar | None = None
    # Which puts the output of a command or a variable in its place.
    shell = "$(" in chars or "'$" in chars
    # Whether a value, or in an object a key, may come next; whether it must, after a comma.
    open_, must = True, False
    for found in _TOKEN.finditer(chars, start):
        group, at = found.lastindex, found.end()
        behind = chars[at - 1]
        if group == _PAIR:
            name, text = found.group(_STRING, _PAIR)
            if whole is None or key is not None or not open_ or behind == ":" or name in whole.named:
                return None
            begin, end = found.span(_PAIR)
            if "{" in text or "%" in text or (shell and "$" in text):
                text = filled(text, foreign=False)
            whole.add_string(name, found.start(_STRING) - 1, begin - 1, end + 1, text)
            open_ = must = behind == ","
            continue
        if group == _STRING and array is not None:
            if not open_ or behind == ":":
                return None
            text = found[_STRING]
            begin, end = found.span(_STRING)
            if "{" in text or "%" in text or (shell and "$" in text):
                text = filled(text, foreign=False)
            array.add_string(begin - 1, end + 1, text)
            open_ = must = behind == ","
            continue
        if group == _CLOSES:
            closed = whole or array
            if closed is None or must or key is not None or (found[_CLOSES] == "}") is not (array is None):
                return None
            closed.end = found.end(_CLOSES)
            whole, array = around.pop()
            if not around:
                return closed
            if behind == ":":
                return None
            open_ = must = behind == ","
            continue
        if group in _OPENING:
            if behind not in "{[" or len(around) == MAX_DEPTH:
                return None
            inner: Node = Object(at - 1, at) if behind == "{" else Array(at - 1, at)
            around.append((whole, array))
            if group == _BEGINS:
                name = found[_STRING]
                if whole is None or key is not None or not open_ or name in whole.named:
                    return None
                whole.add_plain(name, found.start(_STRING) - 1, inner)
            elif array is not None and open_:
                array.add(inner)
            elif key is not None and whole is not None:
                whole.add(key, inner)
                key = None
            elif len(around) > 1:
                return None
            whole = inner if isinstance(inner, Object) else None
            array = inner if isinstance(inner, Array) else None
            open_, must = True, False
            continue
        if group == _KEY or (group == _ESCAPED and behind == ":"):
            text = found[_STRING] if group == _KEY else unescaped(found[_ESCAPED])
            if whole is None or key is not None or not open_ or text in whole.named:
                return None
            if group == _KEY and at > found.end(_KEY):
                return None
            begin, end = found.span(_STRING if group == _KEY else _ESCAPED)
            key = Scalar(begin - 1, end + 1, text)
            must = False
            continue
        if behind == ":" or group == _OTHER:
            return None
        if group == _WORD:
            text = found[_WORD]
            kind = "number" if text[0] in "-0123456789" else "null" if text == "null" else "boolean"
            value = Scalar(*found.span(_WORD), text, kind)
        else:
            text = found[_STRING] if group == _STRING else unescaped(found[_ESCAPED])
            begin, end = found.span(group or 0)
            text = filled(text, foreign=False) if "{" in text or "%" in text or shell else text
            value = Scalar(begin - 1, end + 1, text)
        if key is not None and whole is not None:
            whole.add(key, value)
            key = None
        elif array is not None and open_:
            array.add(value)
        else:
            return None
        open_ = must = behind == ","
    return None
