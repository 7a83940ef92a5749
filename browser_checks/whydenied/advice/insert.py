"""Changes of a policy's text, in the notation that it was pasted in: an item more, another value, a statement
more."""

from __future__ import annotations

import json
import re
from typing import Any

from ..policies.document import Document
from ..policies.nodes import Array, Node, Scalar
from ..policies.statements import Statement
from ..report import Edit, Span
from ..text.regex import lazy_regex
from .blocks import written as written_blocks
from .syntaxes.cloudformation import value as as_yaml

_PROGRAMS = ("cdk", "javascript", "python", "terraform", "hcl")
# Notations whose objects may be written as JSON.
_OBJECTS = ("json", "javascript", "python", "hcl")
_REFERENCE = lazy_regex(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[[\w.\"']*\])+")
# A short form of a CloudFormation function that can stand in brackets.
_TAGGED = lazy_regex(r"!(?:Ref|GetAtt) [\w.:]+|!Sub (?:\"[^\"\n]*\"|'[^'\n]*')")
_PLAIN = lazy_regex(r"[\w.:/-]+(?<!:)", re.ASCII)


def items(document: Document, node: Node | None, values: list[str]) -> Edit | None:
    """Further items behind those of an element, or of a value that stands alone; None where the notation does
    not allow for it."""
    chars = document.text.chars
    if document.notation == "cloudformation" or (
        document.notation == "terraform" and not isinstance(node, Array)
    ):
        return None  # a permission's elements take one value each
    if isinstance(node, Array) and chars[node.start : node.start + 1] == "[":
        return _in_brackets(document, node, values)
    if isinstance(node, Array) and document.notation == "yaml" and node.items:
        return _in_block(document, node, values)
    if isinstance(node, Scalar) and (node.known or document.notation not in ("terraform", "cdk")):
        old = chars[node.start : node.end]
        if document.notation in _PROGRAMS and not _is_item(old):
            return None
        if "\n" in old or not old.strip() or (document.notation == "yaml" and not _is_plain_yaml(old)):
            return None
        if document.notation == "json" and old[0] not in '"{':
            return None
        mark = old[0] if old[0] in "\"'" else '"'
        return _edit(
            document, node.start, node.end, f"[{old}, {', '.join(_quoted(value, mark) for value in values)}]"
        )
    return None


def _in_brackets(document: Document, node: Array, values: list[str]) -> Edit | None:
    chars = document.text.chars
    if not node.items:
        return _edit(
            document, node.start, node.end, f"[{', '.join(_quoted(value, chr(34)) for value in values)}]"
        )
    last = node.items[-1]
    if document.notation in _PROGRAMS and not _is_item(chars[last.start : last.end]):
        return None  # an item that a program makes: only it knows how it writes another one
    mark = next((chars[each.start] for each in node.items if chars[each.start] in "\"'"), '"')
    before = node.items[-2].end if len(node.items) > 1 else node.start + 1
    blank = _blank(chars, before, last.start)
    return _edit(document, last.end, last.end, "".join(f",{blank}{_quoted(value, mark)}" for value in values))


def _is_item(written: str) -> bool:
    """Whether an item of a list in a program is a text or a plain reference, so that a text can stand behind it."""
    return written[:1] in ("'", '"', "`") or bool(_REFERENCE.fullmatch(written))


def _in_block(document: Document, node: Array, values: list[str]) -> Edit | None:
    chars, last = document.text.chars, node.items[-1]
    line = chars.rfind("\n", 0, last.start) + 1
    head = re.match(r"[ ]*-[ ]+", chars[line : last.start + 1])
    if head is None or "\n" in chars[last.start : last.end]:
        return None
    end = chars.find("\n", last.end)
    end = len(chars) if end < 0 else end
    mark = chars[last.start] if chars[last.start] in "\"'" else ""
    made = "".join(
        f"\n{head[0]}{_quoted(each, mark) if mark or not _PLAIN.fullmatch(each) else each}" for each in values
    )
    return _edit(document, end, end, made)


def value(document: Document, node: Node, new: str) -> Edit | None:
    """Another value in the place of a text."""
    old = document.text.chars[node.start : node.end]
    if not old or "\n" in old:
        return None
    mark = old[0] if old[0] in "\"'" else "" if document.notation == "yaml" and _PLAIN.fullmatch(new) else '"'
    return _edit(document, node.start, node.end, _quoted(new, mark) if mark else new)


def statements(document: Document, near: Statement, made: list[dict[str, Any]]) -> Edit | None:
    """Statements behind another one."""
    chars, node = document.text.chars, near.node
    alone = not isinstance(node.parent, Array)
    if document.notation in _OBJECTS and chars[node.start : node.start + 1] == "{":
        indent = _indent(chars, node.start)
        written = [_json(new, chars, node.start, node.end).replace("\n", f"\n{indent}") for new in made]
        if alone:
            listed = f",\n{indent}".join([chars[node.start : node.end], *written])
            return _edit(document, node.start, node.end, f"[{listed}]") if node.parent else None
        blank = f"\n{indent}" if "\n" in chars[node.start : node.end] or _breaks(chars, node) else " "
        return _edit(document, node.end, node.end, "".join(f",{blank}{each}" for each in written))
    if document.notation == "terraform" and (blocks := written_blocks(chars, node.start, made)):
        return _edit(document, node.end, node.end, blocks)
    if document.notation == "yaml" and not alone and chars[node.start : node.start + 1] not in "{[":
        return _in_sequence(document, near, made)
    return None


def _in_sequence(document: Document, near: Statement, made: list[dict[str, Any]]) -> Edit | None:
    """Statements as further items of a block sequence of YAML."""
    chars, node = document.text.chars, near.node
    head = re.match(r"([ ]*)-([ ]+)", chars[chars.rfind("\n", 0, node.start) + 1 : node.start + 1])
    if head is None:
        return None
    inner = " " * len(head[0])
    end = node.end
    while end > node.start and chars[end - 1] in " \n":
        end -= 1
    line_end = chars.find("\n", end)
    end = len(chars) if line_end < 0 else line_end
    return _edit(
        document, end, end, "".join(f"\n{head[0]}" + as_yaml(new).replace("\n", f"\n{inner}") for new in made)
    )


def merged(document: Document, *edits: Edit) -> Edit:
    """Several changes of one text as one, with what stands between them."""
    chars = document.text.chars
    ordered = sorted(edits, key=lambda edit: edit.span)
    start, end = ordered[0].span.start, max(edit.span.end for edit in ordered)
    parts, done = [], start
    for edit in ordered:
        parts += [chars[done : edit.span.start], edit.replacement]
        done = edit.span.end
    return Edit(Span(start, end), "".join([*parts, chars[done:end]]))


def _json(new: dict[str, Any], chars: str, start: int, end: int) -> str:
    """The statement as JSON, over several lines where the nearest one is."""
    return (
        json.dumps(new, indent=_step(chars, start, end) or 2) if "\n" in chars[start:end] else json.dumps(new)
    )


def _step(chars: str, start: int, end: int) -> int:
    """By how many blanks the members of an object stand further in than its brace."""
    match = re.search(r"\n([ ]*)\S", chars[start:end])
    return max(0, len(match[1]) - len(_indent(chars, start))) if match else 2


def _indent(chars: str, at: int) -> str:
    line = chars.rfind("\n", 0, at) + 1
    match = re.match(r"[ \t]*", chars[line:at])
    return match[0] if match else ""


def _breaks(chars: str, node: Node) -> bool:
    line = chars.rfind("\n", 0, node.start) + 1
    return not chars[line : node.start].strip()


def _blank(chars: str, start: int, end: int) -> str:
    """What stands between two items: a line end with its indent, or a blank."""
    between = chars[start:end]
    if "\n" not in between:
        return " "
    return "\n" + between.rpartition("\n")[2] if not between.rpartition("\n")[2].strip() else " "


def _is_plain_yaml(old: str) -> bool:
    return old[0] in "\"'" or bool(_PLAIN.fullmatch(old) or _TAGGED.fullmatch(old))


def _quoted(text: str, mark: str) -> str:
    return json.dumps(text, ensure_ascii=False) if mark == '"' else f"'{text}'" if mark else text


def _edit(document: Document, start: int, end: int, text: str) -> Edit | None:
    """The change in the paste; None where what was pasted is written with escapes, which the text no longer
    has."""
    if not document.text.is_paste:
        return None
    return Edit(document.text.span(start, end), text)
