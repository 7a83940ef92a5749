"""A policy in a string, its escapes undone, with a map back: JSON in JSON, as commands print SCPs and the policies
of resources, and URL-encoded JSON, as AWS Config and IAM's API write documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ...text.regex import lazy_regex
from ...text.text import Text
from ..nodes import Scalar
from .urlencoded import ENCODED, plain

_ESCAPE = lazy_regex(r"\\(?:u[0-9a-fA-F]{4}|[\"\\/bfnrt])")
_STRING = lazy_regex(r"\"\s*+(?:\{|(%7B))", re.IGNORECASE)


def unescaped(text: Text, scalar: Scalar) -> Text | None:
    """The characters that the string stands for, from its opening brace on; None when it is no string of JSON
    that begins with an object."""
    string = _STRING.match(text.chars, scalar.start, scalar.end)
    if not string or not text.chars.endswith('"', scalar.start, scalar.end):
        return None
    start, end = scalar.start + 1, scalar.end - 1
    pieces: list[tuple[int, int, int]] = []
    out: list[str] = []
    here = 0
    for chars, origin, stop in _parts(text.chars, start, end, is_url=bool(string[1])):
        pieces.append((here, origin, stop))
        out.append(chars)
        here += len(chars)
    return Text("".join(out), text, pieces) if pieces else None


def _parts(chars: str, start: int, end: int, *, is_url: bool) -> Iterator[tuple[str, int, int]]:
    """The string in parts: what stands for itself (its end is -1), and each escape."""
    done = start
    for match in (ENCODED if is_url else _ESCAPE).finditer(chars, start, end):
        if match.start() > done:
            yield chars[done : match.start()], done, -1
        yield plain(match) if is_url else json.loads(f'"{match[0]}"'), match.start(), match.end()
        done = match.end()
    if done < end:
        yield chars[done:end], done, -1
