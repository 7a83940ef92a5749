"""Find IAM policy documents in a paste, in JSON as people paste it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..reading.text import Span, Text

_HINT = re.compile(r"\"(?:Statement|Effect|eventSource|userIdentity|allowed)\"\s{0,40}:")
_LOOSE = re.compile(r"\"(?:[^\"\\\n]|\\.){0,4000}+\"|//[^\n]{0,500}|/\*(?:[^*]|\*(?!/)){0,2000}+\*/|#[^\n]{0,500}|,(?=\s{0,200}[}\]])")
# No more attempts than this: a paste with so many broken documents is not a policy.
_ATTEMPTS = 400


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON object of the paste with its place there."""

    data: dict[str, Any]
    span: Span

    @property
    def statements(self) -> list[dict[str, Any]]:
        """The statements, a single one as a list of one; a bare statement counts as itself."""
        found = self.data.get("Statement", self.data if "Effect" in self.data else [])
        found = found if isinstance(found, list) else [found]
        return [statement for statement in found if isinstance(statement, dict)]


class Broken(ValueError):
    """Something that was meant to be a policy and cannot be parsed: a sentence, and where."""

    def __init__(self, sentence: str, place: int) -> None:
        super().__init__(sentence)
        self.place = place


def documents(text: Text) -> tuple[list[Document], list[Broken]]:
    """The JSON objects that look like policies or events, outermost first, and those that do not parse."""
    loose = text.replaced(_LOOSE, lambda match: match[0] if match[0][0] == '"' else "") if _HINT.search(text.chars) else text
    chars = loose.chars
    found: list[Document] = []
    broken: list[Broken] = []
    done = attempts = 0
    for hint in _HINT.finditer(chars):
        if hint.start() < done or attempts > _ATTEMPTS:
            continue
        failure: Broken | None = None
        for start in _openings(chars, done, hint.start()):
            attempts += 1
            if _too_deep(chars, start):
                failure = Broken("The document is nested too deeply to be a policy.", hint.start())
                break
            try:
                data, stop = _DECODER.raw_decode(chars, start)
            except json.JSONDecodeError as error:
                failure = failure or Broken(_explained(error), loose.span(min(error.pos, len(chars)), min(error.pos, len(chars)))[0])
                continue
            except (RecursionError, ValueError):
                failure = Broken("The document is nested too deeply, or holds a number too long, to be a policy.", hint.start())
                break
            if stop > hint.start():
                found.append(Document(data, loose.span(start, stop)))
                done, failure = stop, None
                break
        if failure:
            if failure.place not in {other.place for other in broken}:
                broken.append(failure)
            done = hint.end()
    return found, broken


def _openings(chars: str, floor: int, place: int) -> Iterator[int]:
    """The braces that may open the object *place* is in: first the outermost near ones, at most twelve."""
    starts: list[int] = []
    at = place
    while len(starts) < 12 and (at := chars.rfind("{", max(floor, place - 20_000), at)) >= 0:
        starts.append(at)
    return reversed(starts)


def _too_deep(chars: str, start: int) -> bool:
    """Whether brackets nest deeper than any policy or event; the JSON decoder is recursive, and a browser's stack is short."""
    depth = 0
    for match in _BRACKET.finditer(chars, start, start + 200_000):
        depth += 1 if match[0] in "[{" else -1
        if depth > _DEPTH:
            return True
        if depth <= 0:
            break
    return False


_BRACKET = re.compile(r"[\[\]{}]")
_DEPTH = 100


def _explained(error: json.JSONDecodeError) -> str:
    return f"The policy is not valid JSON: line {error.lineno}, column {error.colno}: {error.msg[0].lower()}{error.msg[1:]}."


# Numbers stay text: a policy compares them as text, and an endless one must not cost time.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, strict=False)
