"""A policy in a string, its escapes undone, with a map back: JSON in JSON, as commands print SCPs and the policies
of resources, URL-encoded JSON, as AWS Config and IAM's API write documents, and files in YAML or HCL, as a ConfigMap
and archives hold them."""

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


# A file that begins with a comment or a key of YAML, or with a block of Terraform, and has lines.
_FILE = lazy_regex(
    r"\"(?:(?:---|\#[^\"\\]{0,200}+)?(?:[ \t]|\\r)*\\n){0,20}+"
    r"(?:- )?(?:[A-Za-z][\w.-]{0,60}:(?:[ ]|\\n)|(?:resource|data|locals|module)\b[^\n{]{0,200}\{)"
)


def unescaped(text: Text, scalar: Scalar) -> Text | None:
    """The characters that the string stands for, from its opening brace on; None when it is no string of JSON
    that begins with an object."""
    return _undone(text, scalar, _STRING.match(text.chars, scalar.start, scalar.end))


def file_in(text: Text, scalar: Scalar) -> Text | None:
    """The characters of a string of JSON that holds a file in YAML or HCL; None for any other."""
    return _undone(text, scalar, _FILE.match(text.chars, scalar.start, scalar.end))


def _undone(text: Text, scalar: Scalar, string: re.Match[str] | None) -> Text | None:
    if not string or not text.chars.endswith('"', scalar.start, scalar.end):
        return None
    start, end = scalar.start + 1, scalar.end - 1
    pieces: list[tuple[int, int, int]] = []
    out: list[str] = []
    here = 0
    for chars, origin, stop in _parts(text.chars, start, end, is_url=bool(string.re.groups and string[1])):
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
