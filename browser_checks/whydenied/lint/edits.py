"""Edits: what to put in the place of what, so that a finding goes away.

Rules make them with these functions, which know how a list item leaves with its comma and how a member is
added to an object.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ..policies.nodes import Array, Choice, Node, Object, Scalar
from ..text.regex import lazy_regex
from ..values import dataclass

_DASH = lazy_regex(r"[ \t]{0,200}-[ \t]{1,40}")
_BEFORE = lazy_regex(r"\s*$")
_COMMA_AFTER = lazy_regex(r"\s*,")
_BLANKS = lazy_regex(r"\s*")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put *replacement* in the place of the characters from *start* to before *end* of the document's
    text."""

    start: int
    end: int
    replacement: str


def written(value: Any) -> str:
    """A value as JSON in one line, as it stands in a policy."""
    return _ENCODER.encode(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False)


def replace(node: Node, value: Any) -> Edit:
    """Another value in the place of *node*."""
    return Edit(node.start, node.end, written(value))


def once(edit: Edit, item: Node, chars: str) -> Edit | None:
    """The edit, or *item* taken out where the edit would put in its place what its list has already; in
    actions upper and lower case do not count."""
    parent = item.parent
    if (
        not isinstance(parent, (Array, Choice))
        or (edit.start, edit.end) != (item.start, item.end)
        or not edit.replacement.startswith('"')
    ):
        return edit
    text = json.loads(edit.replacement)
    same = text.lower() if not text.startswith("arn:") else text
    beside = parent.branches if isinstance(parent, Choice) else parent.items
    others = (other.text for other in beside if other is not item and isinstance(other, Scalar))
    return remove(item, chars) if any(same in (other, other.lower()) for other in others) else edit


def reword(key: Scalar, name: str) -> Edit:
    """Another name for a key."""
    return Edit(key.start, key.end, written(name))


def remove(node: Node, chars: str) -> Edit | None:
    """Take a list item, or a member by its value, out of the document, with the comma that belongs to it."""
    parent = node.parent
    start, end = node.start, node.end
    if isinstance(parent, Object):
        member = next(member for member in parent.members if member.value is node)
        start = member.key.start
    elif not isinstance(parent, Array) or parent.scattered:
        return None
    elif _DASH.fullmatch(chars, line := chars.rfind("\n", 0, start) + 1, start):
        # An item of a list in YAML has its line to itself.
        stop = chars.find("\n", end) + 1
        return Edit(line, stop, "") if stop and len(parent.items) > 1 else None
    if comma := _COMMA_AFTER.match(chars, end):
        # Up to the next item, so that the line goes as a whole.
        following = _BLANKS.match(chars, comma.end())
        return Edit(start, following.end() if following else comma.end(), "")
    before = chars.rfind(",", parent.start, start)
    if before >= 0 and not chars[before + 1 : start].strip():
        return Edit(before, end, "")
    return Edit(start, end, "")


def add_member(target: Object, name: str, value: Any, chars: str) -> Edit | None:
    """A further member at the end of an object that is written with braces and colons."""
    if chars[target.start : target.start + 1] != "{" or chars[target.end - 1 : target.end] != "}":
        return None
    text = f"{written(name)}: {written(value)}"
    if not target.members:
        return Edit(target.start, target.end, "{" + text + "}")
    last, first = target.members[-1].value.end, target.members[0].key.start
    line = chars.rfind("\n", target.start, first)
    blank = chars[line:first] if line >= 0 and not chars[line:first].strip() else " "
    return Edit(last, last, f",{blank}{text}")


def add_first(target: Object, name: str, value: Any, chars: str) -> Edit | None:
    """A further member at the beginning of an object that is written with braces and colons."""
    if chars[target.start : target.start + 1] != "{" or not target.members:
        return add_member(target, name, value, chars)
    first = target.members[0].key.start
    return Edit(first, first, f"{written(name)}: {written(value)},{chars[target.start + 1 : first] or ' '}")


def apply(text: str, edits: Iterable[Sequence[Any]]) -> str:
    """*text* with the edits ``(start, end, replacement)`` done; of edits that overlap, the first by place is
    done."""
    parts: list[str] = []
    done = 0
    for start, end, replacement in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        if start < done:
            continue
        parts += [text[done:start], replacement]
        done = end
    return "".join([*parts, text[done:]])
