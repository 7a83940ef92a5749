"""All denials of a paste, in order: main messages, the guide's forms, plain refusals, structured records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..aws.operations import called, is_possible, prefix
from ..guide import PREFIX, Guide
from ..policies.document import Document
from ..report import Span
from ..text.paste import Paste
from ..text.records import Records
from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from ..text.text import Text
from . import codes, structured, wrappers
from .clients import Clients
from .events import Event, events_of
from .forms import understood
from .frames import Frame, Frames
from .reading import Reading
from .region import Region
from .slots import Slots

# How far a client's frame may stand from the message.
_FRAME = 600


def read_denials(paste: Paste, documents: list[Document], guide: Guide) -> list[Reading]:
    """The denials of the paste in order."""
    text = paste.cleaned
    squeezed = Squeezed(text)
    frames = Frames(squeezed)
    records = Records(text.chars)
    quoted = [document.span for document in documents if structured.is_record(document.data)]
    events = [
        event for event in events_of(squeezed, frames, records, guide) if not _of_record(text, event, quoted)
    ]
    clients = Clients(text.chars, ((event.start, event.end) for event in events))
    policies = [document.span for document in documents if document.is_policy]
    results: list[tuple[int, Reading]] = []
    for number, event in enumerate(events):
        floor = _behind(records, events[number - 1], event) if number else 0
        stop = _before(records, event, events[number + 1]) if number + 1 < len(events) else len(text.chars)
        start, stop = max(floor, event.start - 3_000), min(stop, event.end + 3_000)
        # Beside a single error everything around it is about it.
        near = Span(start, stop)
        record = (
            Span(max(start, records.start(event.start)), min(stop, records.end(event.end)))
            if len(events) > 1
            else near
        )
        # What a policy, or a record of CloudTrail beside it, says is not about this error.
        others = [*policies, *(span for span in quoted if not _within(text.span(*event.place), [span]))]
        read = _denial(squeezed, frames, clients, others, records, event, near, record)
        results.append((text.span(*event.place).start, read))
    if documents:
        quotes = any(event.message for event in events)
        results = [*_structured(paste.text, documents, quotes), *results]
    return [reading for _, reading in sorted(results, key=lambda result: result[0])]


def _denial(
    squeezed: Squeezed,
    frames: Frames,
    clients: Clients,
    others: Sequence[Span],
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
        # What a form says of a call is what was denied, the client says what was called.
        if name == "operation" and name not in fixed:
            regions[name] = region
        elif name not in fixed:
            regions.setdefault(name, region)
    known = {*regions, *fixed}
    around = wrappers.read(
        chars, first, last, (event.start, event.end), known, _field(frames, event, first, last)
    )
    regions.update(
        (name, region) for name, region in around if not _within(text.span(region.start, region.end), others)
    )
    told = {name: region[0] for name, region in regions.items()}
    spans = {name: text.span(region[1], region[2]) for name, region in regions.items()}
    if found:
        told["effect"] = found.context.effect or ""
        told["policy_type"] = found.context.policy_type or ""
        if "effect" in spans:
            spans["policy_type"] = spans["effect"]
    if event.plain and event.plain.action:
        told.setdefault("action", event.plain.action)
    for name, value in fixed.items():
        told.setdefault(name, understood(name, value) or "")
    by_glue = "glue" if "Lake Formation permission" in chars[near.start : near.end] else None
    service = told.get("service") or by_glue or _service_of(event, told.get("error_code"))
    code = told.get("error_code")
    calls = (called(told.get("operation"), each, code) for each in (service, None))
    call = next((each for each in calls if each and is_possible(each)), None)
    if not told.get("action"):
        denied = event.regions.get("operation") or regions.get("operation")
        mine = None if _of_a_service(event, call) else call
        action = _action(event, told.get("service"), denied.value if denied else None, mine)
        if action:
            told["action"] = action
            if denied:
                spans["action"] = text.span(denied.start, denied.end)
    if not (found or told.get("resource")) and (told.get("action") or "s3:").startswith(("s3:", "sqs:")):
        for name, region in _beside(event, chars, near, told.get("action"), others, text):
            told.setdefault(name, region.value)
            if chars[region.start : region.end] == region.value:  # an ARN that is made stands nowhere
                spans.setdefault(name, text.span(region.start, region.end))
    if not (found or told.get("resource")) and (
        there := _named_once(event, chars, record, told, others, text)
    ):
        told["resource"], spans["resource"] = there.value, text.span(there.start, there.end)
    if not (found or event.form or told.get("principal")) and (row := _caller_of_row(chars, records, event)):
        told["principal"], spans["principal"] = row.value, text.span(row.start, row.end)
    denial = Slots.of(told).denial(clients.of(event.start, event.end), spans)
    plain = event.plain
    # "You are not authorized to perform this operation" says less than the code of who was told so.
    coded = codes.section(denial.error_code) if plain and plain.kind == "ec2" else None
    return Reading(
        denial,
        around=chars[near.start : near.end],
        block=_block(chars, records, event.start),
        call=call,
        three_way=bool(found and found.context.three_way),
        setting=bool(found and found.context.setting),
        form=event.form.form if event.form else None,
        plain=plain.kind if plain else None,
        code_section=(plain.section or coded) if plain else None,
    )


def _named_once(
    event: Event, chars: str, record: Span, told: dict[str, str], others: Sequence[Span], text: Text
) -> Region | None:
    """The one key beside a sentence about a key, the one role beside a sentence about assuming a role."""
    action = (told.get("action") or "").lower()
    if _section(event) == "kms" and (not action or action.startswith("kms:")):
        form = _KEY
    elif action == "sts:assumerole" and event.form and not event.form.form.text.startswith("Not authorized"):
        form = _ROLE
    else:
        return None
    first, last = max(record.start, event.start - _BESIDE), min(record.end, event.end + _BESIDE)
    named = {each[0]: each for each in form.finditer(chars, first, last) if each[0] != told.get("principal")}
    if len(named) != 1:
        return None
    (match,) = named.values()
    return None if _within(text.span(*match.span()), others) else Region(match[0], *match.span())


_KEY = lazy_regex(r"arn:aws[a-z-]{0,12}:kms:[a-z0-9-]{1,40}:\d{12}:(?:key|alias)/[\w/-]{1,256}(?![\w/*])")
_ROLE = lazy_regex(r"arn:aws[a-z-]{0,12}:iam::[^:\s\"']{1,40}:role/(?:[\w+=,.@/-]{0,200}[\w+=@-])")
_BESIDE = 300


def _caller_of_row(chars: str, records: Records, event: Event) -> Region | None:
    """The one caller in a row of a table of events, which names a source of events as well."""
    line = records.line_start(event.start), records.line_end(event.end)
    if not _EVENT_SOURCE.search(chars, *line):
        return None
    callers = {match[0]: match for match in _ROW_CALLER.finditer(chars, *line)}
    return (
        next((Region(each[0], *each.span()) for each in callers.values()), None)
        if len(callers) == 1
        else None
    )


# The fields of a row of CloudTrail's in a table; callers, and no roles, which may be what was asked for.
_EVENT_SOURCE = lazy_regex(
    r"(?:^|[\s,|;\"'])[a-z0-9-]{2,40}\.amazonaws\.com(?:\t|\s{2,}|\s+[A-Z]\w+\s|[\"' ]{0,2}[,|;])"
)
_ROW_CALLER = lazy_regex(
    r"arn:aws[a-z-]{0,12}:(?:sts|iam)::\d{12}:(?:(?:assumed-role|user|federated-user)/[\w+=,.@/-]{1,200}?|root)(?=[\s|;\"']|,(?![\w.@-]*/)|$)"
)


def _beside(
    event: Event, chars: str, near: Span, action: str | None, others: Sequence[Span], text: Text
) -> Iterator[tuple[str, Region]]:
    """What the client prints beside the words of a service that name nothing."""
    of_s3 = _section(event) in (_S3_SECTION, "role-callers")
    if not (action or of_s3 or (event.plain and event.plain.kind in ("s3", "lost", "refused"))):
        return
    from . import places  # imported late: most messages name their resource

    for name, region in places.read(chars, near.start, near.end, event.place, action).items():
        if not _within(text.span(region.start, region.end), others):
            yield name, region


def _behind(records: Records, event: Event, after: Event) -> int:
    """Where that ends which is about an event and not about the one after it: the line it stands in, or its
    record."""
    end = records.line_end(event.end)
    return end if end <= after.start else event.end


def _before(records: Records, event: Event, after: Event) -> int:
    """Where that begins which is about the event after this one and not about this one."""
    start = records.line_start(after.start)
    return start if start >= event.end else after.start


def _block(chars: str, records: Records, place: int) -> int:
    """Where the piece begins that *place* lies in: the value in braces, or the line."""
    start = records.start(place)
    line = chars.rfind("\n", start, place) + 1
    braces = chars.count("{", start, place) > chars.count("}", start, place)
    return start if braces or not line else line


def _of_record(text: Text, event: Event, records: Sequence[Span]) -> bool:
    """Whether a code stands in a CloudTrail record, whose fields say more."""
    return bool(event.plain and records) and _within(text.span(*event.place), records)


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


def _within(span: Span, documents: Sequence[Span]) -> bool:
    """Whether something stands in one of the pasted documents."""
    return any(start <= span[0] and span[1] <= end for start, end in documents)


def _service_of(event: Event, code: str | None) -> str | None:
    """The service that a kind of refusal, or an error code, belongs to."""
    if event.plain and event.plain.kind in ("encoded", "ec2"):
        return "ec2"
    return codes.SERVICES.get((code or "").lower())


def _action(event: Event, service: str | None, operation: str | None, call: str | None) -> str | None:
    """The action where no message prints one: the form's service and operation, or the call that failed."""
    if event.form and event.form.form.slots.get("action"):
        return event.form.form.slots["action"]
    form_slots = {name for name, *_ in event.form.slots} if event.form else set()
    if "operation" in form_slots:
        known = prefix(service)  # what stands there may be no name of a call
        return f"{known}:{operation}" if known and operation else None
    return call if not event.message or event.message.broken else None


def _of_a_service(event: Event, call: str | None) -> bool:
    """Whether it was a service that was denied something, while it did what the caller asked for."""
    section = _section(event)
    by_target = event.plain is not None and "policy_type" in event.plain.slots
    return (
        by_target
        or section == "role-callers"
        or (section == _S3_SECTION and not (call or "").startswith("s3:"))
    )


_S3_SECTION = "s3-access-denied"


def _section(event: Event) -> str:
    """The section that a form or a plain refusal leads to."""
    section = event.form.form.section if event.form else event.plain.section if event.plain else None
    return (section or "").removeprefix(PREFIX)


def _structured(paste: str, documents: list[Document], messages_read: bool) -> Iterator[tuple[int, Reading]]:
    """The denials that only the fields of a record tell, with their places: no main message quoted there says
    more."""
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
            place = min((span.start for span in spans.values()), default=start)
            yield (
                place,
                Reading(Slots.of(slots).denial("cloudtrail", spans), plain=structured.plain_kind(record)),
            )
        if decoded := structured.decoded(document.data):
            spans = structured.places(paste, decoded, document.span[0])
            around = paste[slice(*document.span)]
            yield document.span[0], Reading(Slots.of(decoded).denial(None, spans), around=around)
        for slots, result in structured.simulated(document.data):
            spans = structured.places(paste, slots, start)
            start = spans.get("action", (start, start))[1]
            yield start, Reading(Slots.of(slots).denial(None, spans), around=result)
