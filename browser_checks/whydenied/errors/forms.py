"""Literal messages of the guide, found wherever they stand and however they are wrapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, get_args

from ..aws.kinds import DeniedBy, named_in
from ..guide import Form, Guide
from ..report.words import Effect
from ..text.nearby import Nearby
from ..text.records import Records
from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed, squeezed
from . import broken_off
from .values import full_line

# Slots of a form that are slots of a denial; other names say only that something stands there.
SLOTS = (
    "principal",
    "action",
    "resource",
    "effect",
    "policy_type",
    "policy_arn",
    "error_code",
    "operation",
    "service",
)
# The slots whose values are words of the report, and these words.
WORDS = {"effect": get_args(Effect), "policy_type": get_args(DeniedBy)}

_SLOT = lazy_regex(r"\{([a-z][a-z0-9_]*)\}")
# The most a slot can hold, in squeezed characters.
_REACH = 300


class Hit(NamedTuple):
    """A form found: where (squeezed positions), how many literal characters matched, and its slots'
    places."""

    form: Form
    start: int
    end: int
    weight: int
    slots: tuple[tuple[str, int, int], ...]
    broken: bool = False
    """Whether the text ends before the form does."""


class _Pattern:
    """A form taken apart: literal pieces with slots between them, and the longest piece to look for first."""

    __slots__ = ("form", "key", "literals", "names", "position", "spaced", "weight")

    def __init__(self, form: Form) -> None:
        parts = _SLOT.split(form.text)
        self.form = form
        self.names = parts[1::2]
        self.literals = [squeezed(part) for part in parts[0::2]]
        self.spaced = [part[:1] == " " for part in parts[0::2]]
        self.weight = sum(map(len, self.literals))
        self.position = max(range(len(self.literals)), key=lambda at: len(self.literals[at]))
        self.key = self.literals[self.position]

    def hits(self, text: Squeezed, records: Records | None) -> Iterator[Hit]:
        chars = text.chars
        at = chars.find(self.key)
        while at >= 0:
            hit = self._around(text, at)
            if hit and not _is_sound(text, hit, records):
                hit = None
            if hit:
                yield hit
            at = chars.find(self.key, (hit.end if hit else at) + 1)

    def _around(self, text: Squeezed, at: int) -> Hit | None:
        """The whole form, its longest literal being at *at*; every other literal in reach, nearest first."""
        chars = text.chars
        places = [(at, at + len(self.key))]
        for literal in reversed(self.literals[: self.position]):
            start = places[0][0]
            found = (
                chars.rfind(literal, max(0, start - _REACH - len(literal)), max(start - 1, 0))
                if literal
                else start - 1
            )
            if found < 0:
                return None
            places.insert(0, (found, found + len(literal)) if literal else (_left(text, start), start))
        for at, literal in enumerate(self.literals[self.position + 1 :], self.position + 1):
            stop = places[-1][1]
            found = _behind(text, literal, stop + 1, self.spaced[at]) if literal else stop + 1
            if found < 0:
                return None
            places.append(
                (found, found + len(literal))
                if literal
                else (stop, _right(text, stop, self.names[-1] in SLOTS))
            )
        slots = tuple(self._slots(places))
        return Hit(self.form, places[0][0], places[-1][1], self.weight, slots)

    def _slots(self, places: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
        for number, name in enumerate(self.names):
            before, after = places[number], places[number + 1]
            start = before[1] if self.literals[number] else before[0]
            end = after[0] if self.literals[number + 1] else after[1]
            yield name, start, end


def _is_sound(text: Squeezed, hit: Hit, records: Records | None) -> bool:
    """Whether a form lies in one record, and its slots for names hold one name each."""
    if records and any(
        records.apart(text.place(first), text.end(last)) for _, first, last in hit.slots if last > first
    ):
        return False
    return all(broken_off.may_hold(name, text.chars[first:last]) for name, first, last in hit.slots)


def _behind(text: Squeezed, literal: str, start: int, spaced: bool) -> int:
    """Where a literal stands behind a slot: one that is *spaced* where a word begins, as "on" in "to call
    InvokeFunction on Lambda", unless the text has lost its blanks."""
    first = found = text.chars.find(literal, start, start + _REACH + len(literal))
    while spaced and found >= 0:
        place = text.place(found)
        if not text.text.chars[place - 1 : place].isalnum():
            return found
        found = text.chars.find(literal, found + 1, start + _REACH + len(literal))
    return first


def _left(text: Squeezed, stop: int) -> int:
    """Where a slot begins that begins its form: with the word before the literal."""
    chars, end = text.text.chars, text.end(stop)
    begin = max(chars.rfind(blank, max(0, end - _REACH), end) for blank in " \n\t\"'") + 1
    return text.index(max(begin, end - _REACH))


def _right(text: Squeezed, start: int, one_word: bool) -> int:
    """Where a slot ends that ends its form: a value with the word, which only the edge of a window may break,
    other words with the line."""
    match = _VALUE.match(text.chars, start)
    if not match:
        return start
    begin, end = text.region(start, match.end())
    for blank in _BLANK.finditer(text.text.chars, begin, end):
        if "\n" not in blank[0] and not one_word:
            continue
        if "\n" not in blank[0] or not full_line(text.text.chars, blank.start()):
            return text.index(blank.end())
    return match.end()


_BLANK = lazy_regex(r"\s+")


_VALUE = lazy_regex(r"[\[(]?[\w:/@+=.$<>{}*-]{1,160}")


def understood(slot: str, value: str) -> str | None:
    """The value of a slot as the report has it, None where the report has no word for it: ``service control
    policy`` -> ``scp``."""
    words = WORDS.get(slot)
    if not words or value in words:
        return value
    word = named_in(squeezed(value)) if slot == "policy_type" else squeezed(value)
    return word if word in words else None


# Fewer literal characters than this say too little: such a form would be found in any text.
LEAST = 8


def literal(text: str) -> int:
    """How many characters of a form are literal, without blanks and quotes."""
    return sum(len(squeezed(part)) for part in _SLOT.split(text)[0::2])


class _Index:
    """Which of many texts may stand in a text: by how they begin, so that all are looked for at once."""

    _LENGTH = 4

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: dict[str, list[int]] = {}
        for number, each in enumerate(texts):
            self._texts.setdefault(each[: self._LENGTH], []).append(number)
        self._short = [begin for begin in self._texts if len(begin) < self._LENGTH]

    @classmethod
    def pieces(cls, chars: str) -> set[str]:
        """Every piece of a text that a text of an index may begin with."""
        return {chars[at : at + cls._LENGTH] for at in range(len(chars) - cls._LENGTH + 1)}

    def numbers(self, pieces: set[str]) -> list[int]:
        """The numbers of the texts that may stand in a text of these *pieces*, in order."""
        return sorted(
            number
            for begin in (*(self._texts.keys() & pieces), *self._short)
            for number in self._texts[begin]
        )


class FormSet:
    """All forms of a guide, taken apart once."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._patterns = [pattern for pattern in map(_Pattern, forms) if pattern.weight >= LEAST]
        begins: dict[str, list[_Pattern]] = {}
        for pattern in self._patterns:
            if begin := broken_off.begin(pattern.literals):
                begins.setdefault(begin, []).append(pattern)
        # How forms begin, and how far from a text's end one may begin that breaks off there.
        self._begins = [
            (begin, max(broken_off.longest(pattern.literals) for pattern in patterns), patterns)
            for begin, patterns in begins.items()
        ]
        self._longest = max((longest for _, longest, _ in self._begins), default=0)
        self._keys = _Index(pattern.key for pattern in self._patterns)
        self._beginnings = _Index(begins)

    def find(self, text: Squeezed, records: Records | None = None) -> list[Hit]:
        """Every form found, in order; where two cover the same place the more literal one stays. At the end a
        form may break off."""
        pieces = _Index.pieces(text.chars)
        hits = [
            hit
            for number in self._keys.numbers(pieces)
            if self._patterns[number].key in text.chars
            for hit in self._patterns[number].hits(text, records)
        ]
        hits += [
            hit
            for hit in self._broken_off(text.chars, pieces)
            if not (records and records.in_lines(text.place(hit.start), text.end(hit.end)))
        ]
        hits.sort(key=lambda hit: (-hit.weight, hit.start))
        kept: Nearby[Hit] = Nearby()
        for hit in hits:
            if not any(
                hit.start < other.end and other.start < hit.end for _, other in kept.near(hit.start, hit.end)
            ):
                kept.add(hit.start, hit.end, hit)
        return sorted(kept.things, key=lambda hit: hit.start)

    def _broken_off(self, chars: str, pieces: set[str]) -> list[Hit]:
        """The form that breaks off at the text's end, half of it there at least; none where as much of
        another section's form is there."""
        end = broken_off.end_of(chars)
        last = chars[max(0, end - self._longest) : end]
        found = [
            (matched, end - len(last) + start, pattern)
            for begin, longest, patterns in (self._begins[at] for at in self._beginnings.numbers(pieces))
            if (start := last.rfind(begin, -longest)) >= 0
            for pattern in patterns
            if (matched := broken_off.begun(pattern.literals, pattern.names, last, start, len(last)))
        ]
        most = max((matched for matched, _, _ in found), default=0)
        likely = [(pattern, start) for matched, start, pattern in found if matched == most]
        alike = (
            len({pattern.form.section for pattern, _ in likely}) == 1
            or len({pattern.form.text for pattern, _ in likely}) == 1
        )
        return [
            Hit(pattern.form, start, len(chars), most, (), broken=True)
            for pattern, start in likely
            if alike and 2 * most >= pattern.weight
        ][:1]


@lru_cache(maxsize=4)
def forms_of(guide: Guide) -> FormSet:
    """The forms of all sections, taken apart once for each guide."""
    return FormSet(form for section in guide.sections for form in section.forms)
