"""Objects and lists that a program makes with a word before them: keyword arguments of Python (``dict(Effect="Allow")``),
lists of Java (``List.of(...)``), Go (``[]string{...}``) and C# (``new[] {...}``), maps of Go."""

from __future__ import annotations

from typing import NamedTuple

from ...text.regex import lazy_regex
from ..nodes import Array, Object


class Opening(NamedTuple):
    """How an object or list begins: what it is, the offset behind its opening bracket, and the bracket that ends it."""

    kind: type[Object] | type[Array]
    end: int
    closer: str


# Constructors whose keyword arguments are the members of a statement, or of what stands in one.
_KEYWORDS = lazy_regex(
    r"(?:[\w.]{1,80}\.)?(?:dict|\w{0,60}(?:Statement|Principal|Condition)(?:Input)?Args|DataAwsIamPolicyDocumentStatement\w{0,40})"
)
_NAMED = lazy_regex(r"\((?=\s{0,200}\w{1,40}\s{0,9}=(?!=))")
_LISTS = frozenset({"jsii.Strings", "List.of", "Set.of", "Arrays.asList", "asList", "listOf"})
# An object of C# without a class, or of one: new { Effect = "Allow" }, new Dictionary<string, object> { ["Effect"] = "Allow" }.
_OBJECT = lazy_regex(r"(?:[ \t]{1,4}[A-Z][\w.]{0,60}(?:<[\w\s,.?<>]{1,80}>)?(?:\(\))?)?\s{0,60}\{")
_ARRAY = lazy_regex(r"\s{0,20}(?:\w{1,40}\s{0,20})?\[\s{0,20}\]\s{0,40}\{")
_MAP = lazy_regex(r"\[string\](?:interface\{\}|[\w.]{1,60})[ \t]{0,9}\{")
_SLICE = lazy_regex(
    r"\]\*?(?:interface\{\}|map\[string\](?:interface\{\}|[\w.]{1,60})|[\w.]{1,60})[ \t]{0,9}\{"
)


def opening(chars: str, at: int, word: str) -> Opening | None:
    """What begins behind a word that ends at *at*, or behind an opening bracket of a list."""
    if word == "[":
        slice_of = _SLICE.match(chars, at) if chars.startswith("]", at) else None
        return Opening(Array, slice_of.end(), "}") if slice_of else None
    if word == "new":
        if array := _ARRAY.match(chars, at):
            return Opening(Array, array.end(), "}")
        made = _OBJECT.match(chars, at)
        return Opening(Object, made.end(), "}") if made else None
    if word == "map":
        mapped = _MAP.match(chars, at)
        return Opening(Object, mapped.end(), "}") if mapped else None
    if not chars.startswith("(", at):
        return None
    if word in _LISTS:
        return Opening(Array, at + 1, ")")
    named = _KEYWORDS.fullmatch(word) and _NAMED.match(chars, at)
    return Opening(Object, named.end(), ")") if named else None
