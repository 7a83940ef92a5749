"""Read the YAML of policies: CloudFormation and SAM templates, Serverless files, output of the CLI with
--output yaml.

A part of YAML: block mappings and sequences, flow collections, quoted, plain and block scalars, tags, and in
blocks the aliases and merges whose anchor is before them. Other aliases and merges are unknown, and a flaw is
recorded.
Source: https://yaml.org/spec/1.2.2/
"""

from __future__ import annotations

import re

from ...text.regex import lazy_regex
from ...text.text import Text
from ..document import Container
from ..flaw import ALIAS, DUPLICATE, Failure, Flaw
from ..nodes import MAX_DEPTH, MERGED, UNKNOWN, Array, Member, Node, Object, Scalar
from .anchors import Anchors, is_alias
from .braces import Budget
from .lines import COMMENT, LINE, Line, Lines
from .literal import read
from .substitution import chosen, conditions_of, holds_policy, joined, statements_of, substituted
from .tokens import unescaped

RANK = 4
# A key and its colon; a plain key may contain colons (Fn::Sub, AWS::IAM::Role, aws:SourceArn).
_KEY = lazy_regex(
    r"(\"(?:[^\"\\\n]|\\.){0,300}\"|'[^'\n]{0,300}'|[^\s\"'#\[\]{},&*!|>%@`:-](?:[^\s:#]|:(?=\S)|(?<=\S)#|[ ](?=[^\s:#])){0,300})[ ]{0,20}:(?=[ \n]|$|\{\{-?\s{0,9}(?:if|range|with)\b)"
)
_TAG = lazy_regex(r"!{1,2}[\w:.]{0,60}[ ]*+")
_ANCHOR = lazy_regex(r"&[\w-]{1,60}[ ]*+")
_BEHIND = lazy_regex(r"[ \t]+#")
_QUOTED = lazy_regex(r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\n]|'')*+'")
_SPREAD = lazy_regex(r"(?:\"(?:[^\"\\]|\\.){1,20000}+\"|'(?:[^']|''){1,20000}+')(?=[ \t]*(?:\n|$))")
_HEAD = lazy_regex(r"[ ]*+(?:-[ ]++)*+")
_BEGIN = lazy_regex(r"^[ ]*+(?:$|#|---|-(?:[ ]|$)|[\w\"'][\w\"'.:/ -]{0,200}:(?:[ ]|$))")
_BLOCK_SCALAR = lazy_regex(r"[|>][+-]?\d?[+-]?[ ]*+(?:#.*)?$")
# Variables that the Serverless Framework fills in, innermost first.
# Source: https://www.serverless.com/framework/docs/guides/variables
_SERVERLESS = lazy_regex(r"\$\{(?:self|opt|env|sls|cf|file|param)[:(][^{}\n]{0,200}\}")
# A value that an engine fills in as a whole.
_FILLED_IN = lazy_regex(r"([\"']?)(?:\{\{[^{}\n]{1,200}\}\}){1,5}\1")
# What an engine decides about the block under a key: `Resource:{{range .Buckets}}`.
_DECIDED = lazy_regex(r"\{\{-?\s{0,9}(?:if|range|with|else)\b[^{}\n]{0,200}\}\}[ ]*+")
_BLOCKS = 20
"""Number of blocks before the place that are read to find the one containing it."""
_REACH = 400
"""Distance in lines before the place in which a document may begin."""


def read_around(text: Text, floor: int, place: int, _budget: Budget) -> Container | Failure | None:
    """Read the YAML around a key at *place*, from the first line of its block."""
    chars = text.chars
    line = chars.rfind("\n", 0, place) + 1
    head = _HEAD.match(chars, line)
    at = head.end() if head else line
    if at not in (place, place - 1) or not _KEY.match(chars, at) or line < floor:
        return None
    begin = _beginning(chars, floor, line)
    if _is_code(chars, begin):
        return None
    chars = chars[: _end(chars, begin)]
    for _ in range(_BLOCKS):
        reader = _Reader(chars, begin)
        node = reader.block(reader.indent(), 0) if reader.more() else None
        if node is not None and reader.end > place:
            return Container(node, reader.end, "yaml", reader.flaws, text)
        # The first line belongs to another block, which ends before the place: try from its end.
        if node is None:
            reader.advance()
        if reader.line is None or reader.line.start > place:
            return None
        begin = reader.line.start - reader.line.indent
    return None


def _is_code(chars: str, begin: int) -> bool:
    """Whether a place is among the code of a program, where ``Effect: str`` declares a field: code stands at
    the margin before it, and no string is open."""
    if not _CODE.search(chars, max(0, begin - _NEAR, chars.rfind("```", 0, begin)), begin):
        return False
    return not any(chars.count(quotes, 0, begin) % 2 for quotes in (*_QUOTES, "`"))


_NEAR = 20_000
_CODE = lazy_regex(
    r"^(?:(?:def|class) \w[^\n]{0,200}:$|from [\w.]{1,80} import |import [\w.]{1,80}(?: as \w{1,40})?$|@\w"
    r"|(?:export )?(?:interface|type|class|const|declare) \w[^\n:]{0,200}[{=(]|import [\w*{][^\n]{0,200} from |use strict)",
    re.MULTILINE,
)


def _served(text: str) -> str:
    """Replace variables of the Serverless Framework by UNKNOWN."""
    return _SERVERLESS.sub(UNKNOWN, _SERVERLESS.sub(UNKNOWN, text)) if "${" in text else text


def _end(chars: str, begin: int) -> int:
    """Where the string of a Python program ends that a document is in; else the end of the text."""
    ends = [chars.find(quotes, begin) for quotes in _QUOTES if chars.count(quotes, 0, begin) % 2]
    return min((end for end in ends if end >= 0), default=len(chars))


_QUOTES = ('"""', "'''")


def _beginning(chars: str, floor: int, line: int) -> int:
    """The first of the adjacent lines before *line* that look like YAML."""
    begin = line
    for _ in range(_REACH):
        if begin <= floor:
            break
        before = chars.rfind("\n", 0, begin - 1) + 1
        if before < floor or not _BEGIN.match(chars[before : begin - 1]):
            break
        begin = before
    return begin


class _Reader(Lines):
    """Reads values from the lines."""

    def __init__(self, chars: str, begin: int) -> None:
        super().__init__(chars, begin)
        self.flaws: list[Flaw] = []
        self.anchors = Anchors()

    def block(self, indent: int, depth: int) -> Node | None:
        """Read the mapping or sequence at *indent*; None if the line begins neither."""
        if self.line is None or depth > MAX_DEPTH:
            return None
        if self.dash():
            return self.sequence(indent, depth)
        return self.mapping(indent, depth) if _KEY.match(self.chars, self.line.start, self.line.end) else None

    def dash(self) -> bool:
        """Whether the next line begins a sequence item."""
        return self.line is not None and (
            self.chars.startswith("- ", self.line.start) or self.chars[self.line.start : self.line.end] == "-"
        )

    def sequence(self, indent: int, depth: int) -> Array:
        assert self.line is not None
        array = Array(self.line.start, self.line.end)
        while self.line and self.line.indent == indent and self.dash():
            start = self.line.start + 1
            while start < self.line.end and self.chars[start] == " ":
                start += 1
            if start >= self.line.end:
                array.add(self.nested(indent, depth, self.line.end))
            else:
                # Treat the text after the dash as a line, indented to its column.
                self.line = Line(indent + start - self.line.start, start, self.line.end, self.line.stop)
                inner = self.block(self.line.indent, depth + 1)
                item = inner if inner is not None else self.value(start, indent, depth)
                if isinstance(item, Array) and item.scattered:
                    array.add_all(item.items)
                else:
                    array.add(item)
        array.end = self.end
        return array

    def mapping(self, indent: int, depth: int) -> Object:
        assert self.line is not None
        found = Object(self.line.start, self.line.end)
        merged: list[Member] = []
        while (
            self.line
            and self.line.indent == indent
            and (key := _KEY.match(self.chars, self.line.start, self.line.end))
        ):
            name = key[1]
            text = unescaped(name[1:-1]) if name[0] == '"' else name[1:-1] if name[0] == "'" else name
            start = key.end()
            while start < self.line.end and self.chars[start] == " ":
                start += 1
            if decided := _DECIDED.match(self.chars, start, self.line.end):
                start = decided.end()
            value = (
                self.value(start, indent, depth)
                if start < self.line.end
                else self.nested(indent, depth, self.line.end)
            )
            if text == "<<":
                merged += self.merged(Scalar(key.start(1), key.end(1), MERGED), value)
                continue
            if found.member(text) and not self.branches:
                self.flaws.append(
                    Flaw(
                        DUPLICATE,
                        key.start(1),
                        key.end(1),
                        f'the key "{text[:60]}" stands twice in the same mapping',
                    )
                )
            found.add(Scalar(key.start(1), key.end(1), text), value)
        for member in merged:
            if not found.member(member.name):
                found.add(member.key, member.value)
        found.end = self.end
        return found

    def merged(self, key: Scalar, value: Node) -> list[Member]:
        """The members that a merge adds, those of the first mapping first; a member of unknown name if a
        mapping is unknown."""
        items = value.items if isinstance(value, Array) else [value]
        members = [member for item in items if isinstance(item, Object) for member in item.members]
        return members if all(isinstance(item, Object) for item in items) else [*members, Member(key, value)]

    def nested(self, indent: int, depth: int, place: int) -> Node:
        """Read the block under a key or dash; a sequence may be indented like its key. An absent block is
        null."""
        self.advance()
        if self.line and (self.line.indent > indent or (self.line.indent == indent and self.dash())):
            inner = self.block(self.line.indent, depth + 1)
            return inner if inner is not None else self.value(self.line.start, indent, depth)
        return (
            Scalar(place, place, UNKNOWN, "unknown") if self.filled else Scalar(place, place, "null", "null")
        )

    def value(self, start: int, indent: int, depth: int) -> Node:
        """Read a value that begins on the line, with its following lines."""
        assert self.line is not None
        line, chars = self.line, self.chars
        if anchor := _ANCHOR.match(chars, start, line.end):
            found = self.value(anchor.end(), indent, depth)
            self.anchors.values[anchor[0].strip()[1:]] = found
            return found
        self.end_before_comment(start)
        tag = _TAG.match(chars, start, line.end)
        if tag:
            return self.tagged(tag[0].strip(), tag.start(), tag.end(), indent, depth)
        if start >= line.end:
            return self.nested(indent, depth, line.end)
        if _BLOCK_SCALAR.match(chars[start : line.end]):
            return self.block_scalar(start, indent)
        if chars[start] in "{[" and not chars.startswith("{{", start):
            reading = read(chars, start, alias=lambda raw, levels: self.anchors.repeated(raw, depth + levels))
            if isinstance(reading, Failure):
                self.advance()
                return Scalar(start, line.end, UNKNOWN, "unknown")
            self.flaws += [flaw for flaw in reading.flaws if flaw.code in (ALIAS, DUPLICATE)]
            while self.line and self.line.stop <= reading.end:
                self.advance()
            self.advance()
            self.end = max(self.end, reading.end)
            return reading.node
        return self.scalar(start, indent, depth)

    def end_before_comment(self, start: int) -> None:
        """End the line before the comment after the value at *start*, so that quotes in the comment are
        ignored."""
        assert self.line is not None
        chars, end = self.chars, self.line.end
        quoted = _QUOTED.match(chars, start, end)
        if quoted:
            self.line.end = quoted.end() if chars[quoted.end() : end].lstrip().startswith("#") else end
        elif chars[start : start + 1] not in ("'", '"', "{", "["):
            cut = _BEHIND.search(chars, start - 1, end)
            self.line.end = max(start, cut.start()) if cut else end

    def tagged(self, tag: str, begin: int, start: int, indent: int, depth: int) -> Node:
        """A value after a tag: unknown, except for the known parts of !Sub."""
        inner = self.value(start, indent, depth)
        if tag == "!ToJsonString" or (tag == "!If" and holds_policy(inner)):
            return inner
        if tag == "!If" and (branches := statements_of(inner)):
            return branches
        if tag == "!If" and (conditions := conditions_of(inner)):
            return conditions
        if tag == "!If":
            return chosen(begin, inner.end, inner)
        if tag == "!Sub":
            first = inner.items[0] if isinstance(inner, Array) and inner.items else inner
            if isinstance(first, Scalar):
                return Scalar(begin, inner.end, substituted(first.text))
        if tag == "!Join" and (text := joined(inner)) is not None:
            return Scalar(begin, inner.end, text)
        return Scalar(begin, inner.end, UNKNOWN, "unknown")

    def scalar(self, start: int, indent: int, depth: int) -> Node:
        """Read a quoted or plain scalar, with its continuation lines."""
        assert self.line is not None
        chars, end = self.chars, self.line.end
        spread = None if _QUOTED.match(chars, start, end) else _SPREAD.match(chars, start)
        self.advance()
        if spread:
            # A quoted text over several lines may contain lines that look like keys: a policy in JSON.
            end = spread.end()
            while self.line and self.line.start < end:
                self.advance()
            self.end = max(self.end, end)
        while (
            not spread
            and self.line
            and self.line.indent > indent
            and not _KEY.match(chars, self.line.start, self.line.end)
        ):
            end = self.line.end
            self.advance()
        raw = " ".join(chars[start:end].split("\n")) if "\n" in chars[start:end] else chars[start:end]
        raw = re.sub(r"  +", " ", raw) if "\n" in chars[start:end] else raw
        if _FILLED_IN.fullmatch(raw):
            return Scalar(start, end, UNKNOWN, "unknown")
        if raw[0] in "\"'":
            stop = raw.rfind(raw[0])
            inner = raw[1 : stop or len(raw)]
            return Scalar(
                start, end, _served(unescaped(inner) if raw[0] == '"' else inner.replace("''", "'"))
            )
        raw = COMMENT.sub("", raw).rstrip()
        if raw in ("true", "false", "null", "~"):
            return Scalar(
                start, end, "null" if raw == "~" else raw, "null" if raw in ("null", "~") else "boolean"
            )
        if is_alias(raw):
            return self.alias(raw, start, end, depth)
        return Scalar(start, end, _served(raw), "number" if raw.isdigit() else "string")

    def alias(self, raw: str, start: int, end: int, depth: int) -> Node:
        """The value that the alias repeats; unknown if its anchor was not read."""
        found = self.anchors.repeated(raw, depth)
        if found is None:
            self.flaws.append(Flaw(ALIAS, start, end, raw[:60]))
        return found or Scalar(start, end, UNKNOWN, "unknown")

    def block_scalar(self, start: int, indent: int) -> Scalar:
        """Read a block scalar: the following lines that are indented further."""
        assert self.line is not None
        begin = end = self.line.stop
        self.end = self.line.end
        at = self.line.stop
        while at < len(self.chars):
            match = LINE.match(self.chars, at)
            if match is None or (match[2].strip() and len(match[1]) <= indent):
                break
            at = end = match.end()
        self.at, self.end, self.line = end, max(end, self.end), None
        self.advance()
        return Scalar(start, end, self.chars[begin:end])
