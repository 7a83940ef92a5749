"""A form of which the end of the text holds the beginning: the paste breaks off in the middle of a
message."""

from __future__ import annotations

from collections.abc import Sequence

from ..text.regex import lazy_regex

# Fewer literal characters at a text's end are no beginning of a message.
_LEAST = 16
# A text that ends within a slot breaks off only where the slot's value says nothing of the message's kind: an
# ARN, a URL.
_NEUTRAL = ("arn:", "http")
# So many characters of the literal behind a slot are no accident.
_SURE = 3
# What a slot may hold, in squeezed characters.
_SLOT = 300
# Words that any sentence of any product may end in.
_GENERIC = lazy_regex(
    r"(?:does|do|not|have|has|the|permissions?|to|is|are|an?|authori[sz]ed|access|denied|when|cannot|be|failed|could|unable|user|you|your|account|must|required|this|it|perform|role|invalid|parameter|value|exception|insufficient|missing|or)*"
)
_ENDS = ".\u2026,;)]}>"


def end_of(chars: str) -> int:
    """Where squeezed *chars* end without what a person or a program puts behind a cut: dots, closing
    brackets."""
    return len(chars.rstrip(_ENDS))


def begin(literals: Sequence[str]) -> str:
    """What must stand where the form of *literals* begins; empty for one that begins with a slot, which is
    never found broken off."""
    return literals[0][:_LEAST]


def longest(literals: Sequence[str]) -> int:
    """How many characters the form of *literals* can have."""
    return sum(map(len, literals)) + _SLOT * (len(literals) - 1)


_ONE_NAME = ("action", "operation", "error_code")
_NAME = lazy_regex(r"[\w:*.\[\](){}<>$-]{0,90}[.,;:]?")
# With these a sentence goes on; they name no resource.
_NO_RESOURCE = lazy_regex(
    r"(?:an?|and|as|at|because|by|due|for|from|in|is|it|of|on|or|please|that|the|this|to|using|was|when|while|with)[.,;:]?"
)


def may_hold(slot: str, value: str) -> bool:
    """Whether a slot of this name can have the squeezed *value*: one for a name holds one name, and a resource
    is no word of the sentence."""
    if slot == "resource":
        return _NO_RESOURCE.fullmatch(value) is None
    return slot not in _ONE_NAME or _NAME.fullmatch(value) is not None


def begun(literals: Sequence[str], names: Sequence[str], chars: str, start: int, end: int) -> int:
    """How many literal characters of the form of *literals* and the slots *names* between them, which begins
    at *start*, stand before *end*, where it breaks off; 0 if it does not."""
    first = literals[0]
    if not chars.startswith(first[: end - start], start):
        return 0
    matched = min(len(first), end - start)
    here = start + matched
    for literal, name in zip(literals[1:], names, strict=True):
        if here >= end:
            break
        found = (
            chars.find(literal, here + 1, min(end, here + 1 + _SLOT + len(literal))) if literal else here + 1
        )
        if found < 0:
            partly = _partly(literal, chars, here, end)
            if end - here - partly > _SLOT or (partly < _SURE and not chars.startswith(_NEUTRAL, here)):
                return 0
            if not may_hold(name, chars[here : end - partly]):
                return 0
            matched += partly if partly >= _SURE else 0
            break
        matched += len(literal)
        here = found + len(literal)
    broken = _LEAST <= matched < sum(map(len, literals))
    return matched if broken and not _GENERIC.fullmatch(chars, start, end) else 0


def _partly(literal: str, chars: str, here: int, end: int) -> int:
    """How much of a literal stands at the end, behind at least one character of the slot before it."""
    return next(
        (
            size
            for size in range(min(len(literal), end - here - 1), 0, -1)
            if chars.endswith(literal[:size], here, end)
        ),
        0,
    )
