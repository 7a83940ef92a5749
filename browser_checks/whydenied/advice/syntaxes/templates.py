"""Filling a template of ours with values of the reader's, each quoted as the syntax needs it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ...text.regex import lazy_regex

_SLOT = lazy_regex(r"\{(\w+)\}")
_OPTIONAL = lazy_regex(r"\[\[([^\[\]]*)\]\]")


def fill(template: str, values: Mapping[str, str], quote: Callable[[str], str], **ready: str) -> str:
    """*template* with its ``{slots}`` filled: by *values*, quoted, or by *ready* pieces of the syntax itself.

    A part in ``[[double brackets]]`` is left out when a value of it is missing. Values are put in at once and
    never read again, so that nothing in them is taken for a slot.
    """

    def kept(part: re.Match[str]) -> str:
        return part[1] if all(name in values or name in ready for name in _SLOT.findall(part[1])) else ""

    def put(slot: re.Match[str]) -> str:
        return ready[slot[1]] if slot[1] in ready else quote(values[slot[1]])

    return _SLOT.sub(put, _OPTIONAL.sub(kept, template))


def quoted(text: str) -> str:
    """A double-quoted string of ASCII only, as both HCL and YAML read it: they share these escapes and no
    others.

    Sources: https://developer.hashicorp.com/terraform/language/expressions/strings,
    https://yaml.org/spec/1.2.2/#57-escaped-characters
    """
    return '"' + _OTHER.sub(lambda match: _PLAIN.get(match[0]) or _code(match[0]), text) + '"'


_PLAIN = {'"': '\\"', "\\": "\\\\"}
_OTHER = lazy_regex(r'["\\]|[^ -~]')


def _code(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def indented(text: str, width: int) -> str:
    """*text* moved to the right by *width*, but for its first line, which stands where the template has
    it."""
    return text.replace("\n", "\n" + " " * width)
