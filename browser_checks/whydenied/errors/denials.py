"""All denials of a paste, in order: main messages, the guide's forms, plain refusals, structured records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..aws.operations import called, is_possible, prefix
from ..guide import Guide
from ..policies.document import Document
from ..report import Span
from ..text.nearby import Nearby
from ..text.paste import Paste
from ..text.records import Records
from ..text.squeeze import Squeezed
from ..text.text import Text
from . import codes, structured, values, wrappers
from .clauses import clauses
from .clients import Clients
from .console import cards
from .forms import SLOTS, Hit, forms_of, understood
from .frames import Frame, Frames
from .message import Found, messages
from .plain import Plain, refusals
from .reading import Reading
from .region import Region
from .slots import Slots

_WORD = re.compile(r"[^\s\"'`]+")
# The kinds of plain refusals, the one that says most first.
_ORDER = ("encoded", "ec2", "code", "s3", "lost", "refused")
# How close, in characters, a plain refusal may stand to a message that says more about the same refusal.
_CLOSE = 500
# The characters of "not authorized to perform:", as which many of the guide's sentences begin as well.
_OPENING = len("notauthorizedtoperform:")
# How far a client's frame may stand from the message.
_FRAME = 600
# How far into a client's sentence the words may stand that a form knows.
_SENTENCE = 200
# How far behind a symptom its cause may stand.
_CAUSE = 1_500
# What announces the message that follows.
_ANNOUNCED = re.compile(r"(?:message|reportedbyaws|returned|errorwas|causedby):$")
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


def read_denials(paste: Paste, documents: list[Document], guide: Guide) -> list[Reading]:
    """The denials of the paste in order."""
    text = paste.cleaned
    squeezed = Squeezed(text)
    frames = Frames(squeezed)
    records = Records(text.chars)
    quoted = [document.span for document in documents if structured.is_record(document.data)]
    events = [
        event for event in _events(squeezed, frames, records, guide) if not _of_record(text, event, quoted)
    ]
    clients = Clients(text.chars, ((event.start, event.end) for event in events))
    policies = [document.span for document in documents if document.is_policy]
    results = []
    for number, event in enumerate(events):
        floor = events[number - 1].end if number else 0
        stop = events[number + 1].start if number + 1 < len(events) else len(text.chars)
        start, stop = max(floor, event.start - 3_000), min(stop, event.end + 3_000)
        # Beside a single error everything around it is about it.
        near = Span(start, stop)
        record = (
            Span(max(start, records.start(event.start)), min(stop, records.end(event.end)))
            if len(events) > 1
            else near
        )
        results.append(_denial(squeezed, frames, clients, policies, records, event, near, record))
    if documents:
        results = _in_order(
            [*_structured(paste.text, documents, any(event.message for event in events)), *results]
        )
    return results


def _events(squeezed: Squeezed, frames: Frames, records: Records, guide: Guide) -> list[Event]:
    """The refusals of the text in order: messages with the forms around them, other forms, and what no such
    event covers."""
    known: Nearby[Event] = Nearby()
    sentences = [*messages(squeezed, records), *cards(squeezed)]
    for found in (*sentences, *clauses(squeezed, sentences)):
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
    return _without_symptoms(sorted(known.things, key=lambda event: event.start))


def _is_quoted(
    squeezed: Squeezed, records: Records, known: Nearby[Event], hit: Hit, start: int, end: int
) -> bool:
    """Whether a form is what another form's message quotes: "KMS access was denied ... KMS Message: ..." is
    one error, and the outer one says more."""
    for number, event in known.near(start, end, _QUOTED):
        if event.form and not event.message and event.end < start and not records.apart(event.end, start):
            said = "".join(squeezed.text.chars[event.end : start].split()).rstrip("\"'").lower()
            if len(said) < _QUOTED and _ANNOUNCED.search(said) and not event.form.form.symptom:
                event.end = end
                known.reach(number, event.start, end)
                return True
    return False


def _without_symptoms(events: list[Event]) -> list[Event]:
    """The events less the symptoms whose cause the paste names close behind."""
    kept: list[Event] = []
    for event in reversed(events):
        cause = next((after for after in reversed(kept) if not _is_symptom(after)), None)
        if not (_is_symptom(event) and cause and cause.start - event.end < _CAUSE):
            kept.append(event)
    return kept[::-1]


def _is_symptom(event: Event) -> bool:
    return event.message is None and event.form is not None and event.form.form.symptom


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
    # "... returned message: "User: ..." quotes the message, however much advice stands between, and so does
    # "... reported by AWS:".
    framed = [frame.start for frame in frames.between(end, event.start) if frame.side == "front"]
    said = squeezed.chars[squeezed.index(end) : squeezed.index(min([event.start, *framed]))]
    return bool(_ANNOUNCED.search(said))


def _near(records: Records, plain: Plain, event: Event) -> bool:
    gap = max(event.start - plain.end, plain.start - event.end)
    both_ec2 = event.plain and {plain.kind, event.plain.kind} <= {"ec2", "encoded"}
    if records.apart(min(plain.end, event.end), max(plain.start, event.start)):
        return gap < 0
    if plain.whole and plain.kind != "s3" and event.form and plain.end <= event.start:
        return gap < _SENTENCE
    if plain.whole or both_ec2:
        return gap < 0
    if plain.free:
        return gap < _CLOSE
    return gap < (_CLOSE if plain.kind == "code" or event.form else 120 if event.plain else 60)


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


def _denial(
    squeezed: Squeezed,
    frames: Frames,
    clients: Clients,
    policies: Sequence[Span],
    records: Records,
    event: Event,
    near: Span,
    record: Span,
) -> Reading:
    """The denial of an event; *near* is the text around it, *record* the part of it whose codes and ids are
    its own."""
    text = squeezed.text
    chars = text.chars
    found = event.message
    first, last = record
    regions = dict(event.regions)
    fixed = event.form.form.slots if event.form else {}
    for name, region in _framed(frames, event, first, last):
        if name not in fixed:
            regions.setdefault(name, region)
    known = {*regions, *fixed}
    around = wrappers.read(
        chars, first, last, (event.start, event.end), known, _field(frames, event, first, last)
    )
    regions.update(
        (name, region)
        for name, region in around
        if not _within(text.span(region.start, region.end), policies)
    )
    told = {name: region[0] for name, region in regions.items()}
    spans = {name: text.span(region[1], region[2]) for name, region in regions.items()}
    if found:
        told["effect"] = found.context.effect or ""
        told["policy_type"] = found.context.policy_type or ""
        if "effect" in spans:
            spans["policy_type"] = spans["effect"]
    for name, value in fixed.items():
        told.setdefault(name, understood(name, value) or "")
    service = told.get("service") or _service_of(event, told.get("error_code"))
    calls = (called(told.get("operation"), each) for each in (service, None))
    call = next((each for each in calls if each and is_possible(each)), None)
    if not told.get("action"):
        action = _action(event, told, call)
        if action:
            told["action"] = action
            if "operation" in spans:
                spans["action"] = spans["operation"]
    denial = Slots.of(told).denial(clients.of(event.start, event.end), spans)
    return Reading(
        denial,
        around=chars[near.start : near.end],
        block=_block(chars, records, event.start),
        call=call,
        three_way=bool(found and found.context.three_way),
        setting=bool(found and found.context.setting),
        form=event.form.form if event.form else None,
        plain=event.plain.kind if event.plain else None,
        code_section=event.plain.section if event.plain else None,
    )


def _block(chars: str, records: Records, place: int) -> int:
    """Where the piece begins that *place* lies in: the value in braces, or the line."""
    start = records.start(place)
    line = chars.rfind("\n", start, place) + 1
    braces = chars.count("{", start, place) > chars.count("}", start, place)
    return start if braces or not line else line


def _of_record(text: Text, event: Event, records: Sequence[Span]) -> bool:
    """Whether a code stands in a CloudTrail record, whose fields say more."""
    return bool(event.plain and records) and _within(text.span(event.start, event.end), records)


def _framed(frames: Frames, event: Event, start: int, stop: int) -> Iterator[tuple[str, Region]]:
    """What the client's frames around an event say: the nearest before it, and the first behind it."""
    near = frames.between(max(start, event.start - _FRAME), min(stop, event.end + _FRAME))
    front = [frame for frame in near if frame.side == "front" and frame.start <= event.start]
    front = front or [frame for frame in near if frame.side == "front" and frame.start < event.end][:1]
    behind = [frame for frame in near if frame.side == "behind" and frame.start >= event.start]
    for frame in (*front[-1:], *behind[:1]):
        yield from frame.slots.items()


def _field(frames: Frames, event: Event, start: int, stop: int) -> Region | None:
    """The code that a field beside an event names: a field of such a name holds many things, only what is
    known as a code counts as one."""
    near = frames.between(max(start, event.start - _FRAME), min(stop, event.end + _FRAME))
    fields = [frame for frame in near if frame.side == "either" and codes.is_known(frame.code)]
    return min(fields, key=lambda frame: _gap(frame, event)).slots["error_code"] if fields else None


def _gap(frame: Frame, event: Event) -> int:
    return max(frame.start - event.end, event.start - frame.end, 0)


def _within(span: Span, policies: Sequence[Span]) -> bool:
    """Whether something stands in one of the pasted policies, which say nothing of the call that was
    denied."""
    return any(start <= span[0] and span[1] <= end for start, end in policies)


def _service_of(event: Event, code: str | None) -> str | None:
    """The service that a kind of refusal, or an error code, belongs to."""
    if event.plain and event.plain.kind in ("encoded", "ec2"):
        return "ec2"
    return codes.SERVICES.get((code or "").lower())


def _action(event: Event, values: dict[str, str], call: str | None) -> str | None:
    """The action where no message prints one: the form's service and operation, or the call that failed."""
    if event.form and event.form.form.slots.get("action"):
        return event.form.form.slots["action"]
    form_slots = {name for name, *_ in event.form.slots} if event.form else set()
    if "operation" in form_slots:
        service, operation = (
            prefix(values.get("service")),
            values.get("operation"),
        )  # what stands there may be no name of a call
        return f"{service}:{operation}" if service and operation else call
    return call if not event.message or event.message.broken else None


def _in_order(readings: list[Reading]) -> list[Reading]:
    """Denials by their place in the paste; one without any place stays in front."""
    return sorted(readings, key=lambda reading: min(reading.denial.spans.values(), default=(0, 0)))


def _structured(paste: str, documents: list[Document], messages_read: bool) -> Iterator[Reading]:
    """The denials that only the fields of a record tell: no main message quoted there says more."""
    for document in documents:
        start = document.span[0]
        for record in structured.records(document.data):
            slots = structured.refused(record)
            if not slots:
                continue
            spans = structured.places(paste, slots, start)
            start = spans.get("request_id", (start, start))[1]
            if messages_read and structured.quotes_message(record):
                continue
            yield Reading(Slots.of(slots).denial("cloudtrail", spans), plain=structured.plain_kind(record))
        if decoded := structured.decoded(document.data):
            yield Reading(Slots.of(decoded).denial(None, structured.places(paste, decoded, document.span[0])))
