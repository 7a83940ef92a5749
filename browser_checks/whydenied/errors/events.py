"""The refusals of a text, not yet denials: main messages with the forms around them, other forms, and plain ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..guide import Guide
from ..text.nearby import Nearby
from ..text.records import Records
from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from . import values
from .clauses import clauses
from .console import cards
from .forms import SLOTS, Hit, forms_of, understood
from .frames import Frames
from .message import Found, messages
from .plain import Plain, refusals
from .region import Region

_WORD = lazy_regex(r"[^\s\"'`]+")
# The kinds of plain refusals, the one that says most first.
_ORDER = ("encoded", "ec2", "said", "role", "code", "asked", "s3", "lost", "refused")
# How close, in characters, a plain refusal may stand to a message that says more about the same refusal.
_CLOSE = 500
# The characters of "not authorized to perform:", as which many of the guide's sentences begin as well.
_OPENING = len("notauthorizedtoperform:")
# How far into a client's sentence the words may stand that a form knows.
_SENTENCE = 200
# How far behind a symptom its cause may stand.
_CAUSE = 1_500
# What is called, or what is wrong, when somebody wants credentials.
_FETCHES = lazy_regex(r"sts:|Role|Identity|Credentials|GetMetadata|credentials|access-keys|ssm:GetParameter")
# What announces the message that follows.
_ANNOUNCED = lazy_regex(r"(?:message|reportedbyaws|returned|errorwas|causedby):$")
# A field of that name in a line of its own announces nothing of the line before.
_HEAD = lazy_regex(r"[bru\s{\"']{0,8}[mM]essage[\s\"']{0,3}:[\s\"']{0,3}")
# How much advice may stand between a form and the message it quotes.
_QUOTED = 600


@dataclass(slots=True)
class Event:
    """One refusal of the text before it becomes a denial: its region and what was found there."""

    start: int
    end: int
    message: Found | None = None
    form: Hit | None = None
    plain: Plain | None = None
    regions: dict[str, Region] = field(default_factory=dict)

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the text."""
        return self.start, self.end


def events_of(squeezed: Squeezed, frames: Frames, records: Records, guide: Guide) -> list[Event]:
    """The refusals of the text in order: messages with the forms around them, other forms, and what no such
    event covers."""
    known: Nearby[Event] = Nearby()
    sentences = [*messages(squeezed, records), *cards(squeezed)]
    for found in (*sentences, *clauses(squeezed, records, sentences)):
        known.add(
            found.start, found.end, Event(found.start, found.end, message=found, regions=dict(found.slots))
        )
    hits = forms_of(guide).find(squeezed, records)
    starts = [squeezed.place(hit.start) for hit in hits]
    for hit in hits:
        start, end = squeezed.region(hit.start, hit.end)
        if (
            hit.broken
            and hit.weight <= _OPENING
            and any(
                event.message and event.message.broken and event.end > start
                for _, event in known.near(start, end)
            )
        ):
            continue  # AWS's own sentence begins like the form
        if _is_quoted(squeezed, records, known, hit, start, end):
            continue
        for number, event in known.near(start, end, _QUOTED):
            if event.message and _belongs(squeezed, frames, records, starts, start, end, event):
                event.form = event.form or (None if hit.form.symptom else hit)
                event.start = min(event.start, start)
                known.reach(number, event.start, event.end)
                break
        else:
            known.add(start, end, Event(start, end, form=hit, regions=dict(_form_regions(squeezed, hit))))

    def is_told(place: int) -> bool:
        return any(
            max(event.start - place, place - event.end) < _CLOSE
            and not records.apart(min(place, event.end), max(place, event.start))
            for _, event in known.near(place, place, _CLOSE)
        )

    for plain in sorted(
        refusals(squeezed, frames, records, is_told),
        key=lambda found: (_ORDER.index(found.kind), found.start),
    ):
        if not any(_near(records, plain, event) for _, event in known.near(plain.start, plain.end, _CLOSE)):
            known.add(
                plain.start, plain.end, Event(plain.start, plain.end, plain=plain, regions=dict(plain.slots))
            )
    return _without_symptoms(records, sorted(known.things, key=lambda event: event.start))


def _is_quoted(
    squeezed: Squeezed, records: Records, known: Nearby[Event], hit: Hit, start: int, end: int
) -> bool:
    """Whether a form is what another form's message quotes: "KMS access was denied ... KMS Message: ..." is
    one error, and the outer one says more."""
    for number, event in known.near(start, end, _QUOTED):
        if event.form and not event.message and event.end < start and not records.in_lines(event.end, start):
            said = "".join(squeezed.text.chars[event.end : start].split()).rstrip("\"'").lower()
            if len(said) < _QUOTED and _ANNOUNCED.search(said) and not event.form.form.symptom:
                event.end = end
                known.reach(number, event.start, end)
                return True
    return False


def _without_symptoms(records: Records, events: list[Event]) -> list[Event]:
    """The events less the symptoms whose cause the paste names close behind."""
    kept: list[Event] = []
    for event in reversed(events):
        cause = next((after for after in reversed(kept) if _is_cause(after, event)), None)
        if not (_is_symptom(event) and cause and _explains(records, cause, event)):
            kept.append(event)
    return kept[::-1]


def _is_symptom(event: Event) -> bool:
    """Whether an event tells what followed: a form that says so, or what a tool says of a role."""
    if event.form:
        return event.message is None and event.form.form.symptom
    return event.plain is not None and (event.plain.kind in ("role", "asked") or event.plain.section == "kms")


def _is_cause(after: Event, event: Event) -> bool:
    """Whether an event may explain one before it: no symptom itself, or that there are no credentials, where a
    tool says that a role can't be assumed."""
    no_credentials = after.form is not None and after.form.form.section.endswith("-credentials")
    return not _is_symptom(after) or (no_credentials and event.plain is not None)


def _explains(records: Records, cause: Event, symptom: Event) -> bool:
    """Whether a denial close behind a symptom is its cause: in the same record any, in another one what
    fetches credentials."""
    if cause.start - symptom.end >= _CAUSE:
        return False
    if symptom.plain and symptom.plain.section == "kms":
        action = cause.regions.get("action")
        return cause.message is not None and action is not None and action.value.lower().startswith("kms:")
    if symptom.plain and not symptom.plain.action:
        return not records.in_lines(symptom.end, cause.start)
    told = " ".join(region.value for name, region in cause.regions.items() if name in ("action", "operation"))
    if cause.form:
        told += cause.form.form.slots.get("action", "") + cause.form.form.section
    elif cause.plain:
        told += cause.plain.section or ""
    beside = not records.in_lines(symptom.end, cause.start)
    return (
        beside
        or _FETCHES.search(told) is not None
        or (
            cause.message is not None
            and not records.apart(symptom.end, cause.start)
            and records.follows(symptom.end, cause.start)
        )
    )


def _belongs(
    squeezed: Squeezed,
    frames: Frames,
    records: Records,
    starts: Sequence[int],
    start: int,
    end: int,
    event: Event,
) -> bool:
    """Whether a form is one sentence with a main message: around it, or just before it."""
    if start < event.end and event.start < end:
        return True
    between = squeezed.text.chars[end : event.start]
    if end > event.start or len(between) > _QUOTED or records.apart(end, event.start):
        return False
    if any(end <= other < event.start for other in starts):
        return False  # the nearer form is the one that quotes the message
    if len(between) < 160 and "\n" not in between:
        return True
    if _HEAD.fullmatch(squeezed.text.chars[records.line_start(event.start) : event.start]):
        return False
    # "... returned message: "User: ..." quotes the message, however much advice stands between, and so does
    # "... reported by AWS:".
    framed = [frame.start for frame in frames.between(end, event.start) if frame.side == "front"]
    said = squeezed.chars[squeezed.index(end) : squeezed.index(min([event.start, *framed]))]
    return bool(_ANNOUNCED.search(said))


def _near(records: Records, plain: Plain, event: Event) -> bool:
    gap = max(event.start - plain.end, plain.start - event.end)
    both_ec2 = event.plain and {plain.kind, event.plain.kind} <= {"ec2", "encoded"}
    if records.apart(min(plain.end, event.end), max(plain.start, event.start)):
        return gap < 0 or (_heads(plain, event) and records.follows(plain.end, event.start))
    if gap >= 0 and _speaks(plain) and records.in_lines(*_between(plain, event)):
        return False
    if plain.whole and plain.kind != "s3" and event.form and plain.end <= event.start:
        return gap < _SENTENCE
    if plain.whole or both_ec2:
        return gap < 0
    if (
        plain.free
        or plain.kind == "lost"
        or (_heads(plain, event) and not records.in_lines(*_between(plain, event)))
    ):
        return gap < _CLOSE
    return gap < (
        _CLOSE
        if plain.kind in ("code", "said", "role", "asked") or event.form
        else 120
        if event.plain
        else 60
    )


def _heads(plain: Plain, event: Event) -> bool:
    """Whether a code alone, or a client's word for a denial, stands before the message that says more."""
    bare = plain.free or plain.kind == "refused"
    return (
        bare and not _speaks(plain) and event.message is not None and 0 <= event.start - plain.end < _SENTENCE
    )


def _speaks(plain: Plain) -> bool:
    """Whether a plain refusal says something of its own: a client's sentence, a cause, or a service."""
    return plain.kind != "asked" and (
        plain.whole or plain.section is not None or plain.kind in ("s3", "encoded")
    )


def _between(plain: Plain, event: Event) -> tuple[int, int]:
    """What lies between the two."""
    return (plain.end, event.start) if plain.end <= event.start else (event.end, plain.start)


def _form_regions(squeezed: Squeezed, hit: Hit) -> Iterator[tuple[str, Region]]:
    for name, first, last in hit.slots:
        if name not in SLOTS or last <= first:
            continue
        start, end = _whole_words(
            squeezed.text.chars, *squeezed.region(first, last), first == hit.start, last == hit.end
        )
        start, end = values.within_brackets(squeezed.text.chars, start, end)
        if not squeezed.text.chars.startswith("arn:", start):
            start = values.broken_arn(squeezed, max(0, first - 300), squeezed.index(end)) or start
        elif last == hit.end and (whole := values.arn(squeezed, squeezed.index(start), len(squeezed.chars))):
            start, end = whole[1:]
        value = "".join(squeezed.text.chars[start:end].split()).strip("\"'`*.,;([")
        if value and (word := understood(name, value)):
            yield name, Region(word, start, end)


def _whole_words(chars: str, start: int, end: int, leftmost: bool, rightmost: bool) -> tuple[int, int]:
    """A slot's region as whole words: one word at the form's edges, where no literal bounds it; never a part
    of a word."""
    if leftmost or rightmost:
        words = [*_WORD.finditer(chars, start, end)]
        if words:
            start, end = (words[-1] if leftmost else words[0]).span()
    while start and _WORD.match(chars[start - 1]):
        start -= 1
    return start, end
