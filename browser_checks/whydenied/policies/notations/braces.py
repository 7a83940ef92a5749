"""Find the object literal around a place: the outermost without faults, or the one with the fewest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ...text.regex import lazy_regex
from ...text.text import Text
from ..document import Container
from ..flaw import SYNTAX, Failure
from ..nodes import Node, Object, Scalar, walk
from . import strict
from .literal import Reading, read
from .substitution import substituted
from .voting import program

RANK = 3
_FENCE = lazy_regex(r"^[ \t]{0,12}```", re.MULTILINE)
_BRACKET = lazy_regex(r"[{}\[\]]")
_KEY = lazy_regex(
    r"[\"'\u201c\u201d\u2018]?(?:Version|Id|Sid|Statement|Effect|Action|NotAction|Principal|Resource)[\"'\u201c\u201d\u2019]?\s{0,20}:"
)
# The YAML key before the object in a template: indented, or a key of templates.
_IN_YAML = lazy_regex(
    r"(?:^|\n)(?:[ ]{2,60}(?:- )?[\w.:-]{1,80}|(?:AssumeRole|Key|Repository|Resource)?Policy(?:Document|Text)?|Statement):(?:[ ]{1,20}|[ ]{0,20}\n[ ]{1,60})$"
)
# What a template in YAML begins with.
_TEMPLATE = lazy_regex(
    r"^(?:AWSTemplateFormatVersion|Transform|Resources|resources|provider):[ \t\n]", re.MULTILINE
)
# JSON in a string of a YAML template that CloudFormation fills in (Fn::Sub).
_SUBSTITUTED = lazy_regex(
    r"(?:!Sub|Fn::Sub[\"']?:)\s{1,20}(?:-\s{1,20}|\[\s{0,20})?(?:[|>][+-]?\s{1,40}|[\"'])?$"
)
# A type of TypeScript, which has the names of a statement's elements and no values.
_DECLARED = lazy_regex(r"\b(?:interface\s{1,9}\w{1,80}[\w\s,<>.]{0,100}|type\s{1,9}\w{1,80}\s{0,9}=\s{0,9})$")
# Distance in characters before the place in which the object may begin, and number of openings tried.
_WHOLE = frozenset(
    {"Statement", "eventSource", "userIdentity", "Records", "Events", "DecodedMessage", "context"}
)
_REACH = 20_000
_TRIES = 12


def read_around(text: Text, floor: int, place: int, budget: Budget) -> Container | Failure | None:
    """The object literal around *place*."""
    best: Reading | None = None
    failure: Failure | None = None
    chars = text.chars
    for start in _openings(chars, floor, place):
        reading = budget.read(chars, start)
        if isinstance(reading, Failure):
            failure = reading if reading.at >= place else failure
        elif reading and reading.end > place:
            if best is None or _cost(reading) < _cost(best):
                best = reading
            if not _cost(best):
                break
    if (
        best is None
        and (start_of_members := _first_key(chars, floor, place)) is not None
        and not program(chars, place)
    ):
        reading = budget.read(chars, start_of_members, inside=True)
        best = reading if isinstance(reading, Reading) and reading.end > place else None
    if best is not None and _DECLARED.search(chars, max(0, best.node.start - 200), best.node.start):
        return Container(Object(best.node.start, best.end), best.end, "javascript", (), text)
    if best is not None and budget.block(best.node.start) == best.end and not _has_statement(best.node):
        # How a policy begins, in a text that shows its statements one by one.
        return Container(Object(best.node.start, best.end), best.end, "json", (), text)
    if best is None:
        told = failure and (failure.at == len(chars) or _is_json_key(chars, place))
        return failure if told and not program(chars, place, strings=True) else None
    if (
        best.notation == "json"
        and best.flaws
        and _IN_YAML.search(chars, max(0, best.node.start - 200), best.node.start)
    ):
        # A flow collection of YAML, which allows trailing commas, unquoted words and comments.
        best.flaws = [flaw for flaw in best.flaws if not flaw.style]
        best.notation = "yaml"
    if (
        best.notation == "javascript"
        and _IN_YAML.search(chars, max(0, best.node.start - 200), best.node.start)
        and _TEMPLATE.search(chars, 0, best.node.start)
    ):
        # A flow collection of YAML, whose keys and words need no quotes.
        flow = read(chars, best.node.start, alias=lambda _raw, _levels: None)
        best = flow if isinstance(flow, Reading) else best
        best.flaws = [flaw for flaw in best.flaws if flaw.code == SYNTAX and not flaw.style]
    if _SUBSTITUTED.search(chars, max(0, best.node.start - 80), best.node.start):
        for node in walk(best.node):
            if isinstance(node, Scalar):
                node.text = substituted(node.text)
            elif isinstance(node, Object):
                for member in node.members:
                    member.rename(substituted(member.name))
    return Container(best.node, best.end, best.notation, best.flaws, text)


def _has_statement(root: Node) -> bool:
    return any(isinstance(node, Object) and "Effect" in node.names for node in walk(root))


class Budget:
    """Limits how many characters are read again, so that a hostile text that fails at every place stays
    linear."""

    def __init__(self, chars: str) -> None:
        self._left = 4 * len(chars) + 200_000
        self._fences = [each.start() for each in _FENCE.finditer(chars)] if "```" in chars else []

    def read(
        self, chars: str, start: int, *, inside: bool = False, stop: int | None = None
    ) -> Reading | Failure | None:
        """Read the object at *start*, not beyond a block of Markdown that it stands in; None if the budget is used
        up."""
        if (block := self.block(start)) is not None:
            stop = min(stop, block) if stop is not None else block
        if self._left <= 0:
            return None
        if not inside and (node := strict.read(chars, start)):
            self._left -= node.end - start
            return Reading(node, node.end, "json")
        reading = read(chars, start, inside=inside, stop=stop)
        self._left -= (reading.at if isinstance(reading, Failure) else reading.end) - start + 200
        return reading

    def block(self, start: int) -> int | None:
        """The end of the block of Markdown around a place."""
        at = bisect_right(self._fences, start)
        return self._fences[at] if at % 2 and at < len(self._fences) else None


def _cost(reading: Reading) -> int:
    """Cost of a reading: number of faults, plus a penalty if it contains no whole policy or event, so that a
    faulty policy is not split."""
    whole = any(
        isinstance(node, Object) and _WHOLE & {member.name for member in node.members}
        for node in walk(reading.node)
    )
    return sum(flaw.code == SYNTAX for flaw in reading.flaws) + (0 if whole else 4)


def _openings(chars: str, floor: int, place: int) -> Iterator[int]:
    """The braces open at *place*, outermost first; then the nearest braces, even if closed."""
    begin = max(floor, place - _REACH)
    brackets = [(match.start(), match[0]) for match in _BRACKET.finditer(chars, begin, place + 1)]
    depth = 0
    opened: list[int] = []
    for at, bracket in reversed(brackets):
        if bracket in "}]":
            depth += 1
        elif depth:
            depth -= 1
        else:
            opened.append(at)
    opened = opened[:_TRIES]
    yield from reversed(opened)
    nearest = [at for at, bracket in brackets[-_TRIES:] if bracket == "{" and at not in opened]
    yield from reversed(nearest[-3:])


def _first_key(chars: str, floor: int, place: int) -> int | None:
    """The first key of a policy whose opening brace is not in the paste: at the beginning of the text or of a
    line."""
    begin = max(floor, place - 400)
    for match in _KEY.finditer(chars, begin, place + 200):
        if (
            not chars[max(floor, chars.rfind("\n", 0, match.start()) + 1) : match.start()].strip()
            and match[0][0] in "\"'\u201c\u201d\u2018"
        ):
            return match.start()
    return None


def _is_json_key(chars: str, place: int) -> bool:
    """Whether the word at *place* is a quoted key, so that the text is meant as JSON."""
    return chars[max(0, place - 1) : place] in ('"', "'") and bool(_IS_KEY.match(chars, place))


_IS_KEY = lazy_regex(r"\w{1,20}[\"']\s{0,10}:")
