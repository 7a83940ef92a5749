"""The card of the AWS console, which prints the parts of the main message on lines of their own."""

from __future__ import annotations

from collections.abc import Iterator

from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from .context import read_context
from .message import Found
from .region import Region
from .values import IN_WORDS

_CARD = lazy_regex(
    r"\bUser:\s{0,40}(\S{1,300})\s{1,40}(?:Service:\s{0,40}\S{1,80}\s{1,40})?Action:\s{0,40}([\w-]{2,40}:[\w*]{2,80})\s{1,40}"
    rf"(?:On\s+resource(?:\(s\)|s)?:\s{{0,40}}({IN_WORDS}|\S{{1,1000}})(?:\s{{1,40}}Context:\s{{0,40}}[^\n]{{3,200}})?|Context:\s{{0,40}}[^\n]{{3,200}})"
)
_NAMES = ("principal", "action", "resource")


def cards(squeezed: Squeezed) -> Iterator[Found]:
    """Every card of the text, in order."""
    for match in _CARD.finditer(squeezed.text.chars):
        slots = {
            name: Region(match[at], match.start(at), match.end(at))
            for at, name in enumerate(_NAMES, 1)
            if match[at]
        }
        end = squeezed.index(match.end())
        context, _ = read_context(squeezed, squeezed.index(match.end(3) if match[3] else match.end(2)), end)
        yield Found(match.start(), match.end(), {**slots, **context.regions}, context)
