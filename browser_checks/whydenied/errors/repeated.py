"""One refusal that a paste tells several times is one denial: a retry, a line of a log and the error below
it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from ..aws.operations import prefix
from ..report import Denial
from . import codes
from .reading import Reading

Told = tuple[str | None, ...]
_NOTHING: Told = (None,) * 5


def merged(readings: Sequence[Reading]) -> list[Reading]:
    """Equal denials, and ones that hold less of the same, as one with a count: a retry is no second problem.
    What is around is of the first."""
    if len(readings) < 2:
        return [*readings]
    kept: list[Reading] = []
    exact: defaultdict[Told, set[int]] = defaultdict(set)
    partly: defaultdict[Told, set[int]] = defaultdict(set)

    sections: defaultdict[str | None, set[int]] = defaultdict(set)

    def learn(at: int) -> None:
        told = _told(kept[at].denial)
        sections[kept[at].denial.section].add(at)
        exact[told].add(at)
        if form := kept[at].denial.form:
            exact[(form,)].add(at)
        for less in _less(told):
            partly[less].add(at)

    for reading in readings:
        denial = reading.denial
        told = _told(denial)
        likely = set().union(
            partly.get(told, ()),
            *(exact.get(less, ()) for less in _less(told)),
            exact.get(told, ()),
            exact.get((denial.form,), ()),
            exact.get(_NOTHING, ()),
            sections[denial.section] if told == _NOTHING else (),
        )
        for at in sorted(likely):
            other = kept[at].denial
            if _two_sentences(reading, kept[at]):
                continue
            if _says_less(denial, other):
                kept[at] = replace(kept[at], denial=replace(_fuller(other, denial), count=other.count + 1))
                break
            if _says_less(other, denial):
                kept[at] = replace(kept[at], denial=replace(_fuller(denial, other), count=other.count + 1))
                learn(at)
                break
        else:
            kept.append(reading)
            learn(len(kept) - 1)
    return kept


def without_lost(readings: list[Reading]) -> list[Reading]:
    """Drop denials without details when exactly one full message follows: it was looked up, and tells what
    they do not."""
    lost = {at for at, reading in enumerate(readings) if _is_lost(reading)}
    others = [at for at in range(len(readings)) if at not in lost]
    if not lost or not others or len({_told(readings[at].denial) for at in others}) > 1:
        return readings
    full = others[0]
    denial = readings[full].denial
    if not denial.action or not (denial.principal or denial.resource):
        return readings
    same = {at for at in lost if at < full and _may_be_one(readings[at].denial, denial)}
    for at in sorted(same):
        denial = _fuller(denial, readings[at].denial)
    return [
        replace(reading, denial=denial) if at == full else reading
        for at, reading in enumerate(readings)
        if at not in same
    ]


def _is_lost(reading: Reading) -> bool:
    """Whether nothing is known but that access was denied."""
    denial = reading.denial
    return (
        reading.plain == "lost"
        and not reading.form
        and not any(_told(denial))
        and not denial.operation
        and codes.refuses(denial.error_code)
    )


def _may_be_one(lost: Denial, full: Denial) -> bool:
    """Whether nothing says that these are two refusals."""
    if lost.request_id and full.request_id and lost.request_id != full.request_id:
        return False
    service = lost.service or codes.SERVICES.get((lost.error_code or "").lower())
    called = not service or (full.action or "").lower().startswith(f"{prefix(service)}:")
    return called and codes.refuses(full.error_code)


def _told(denial: Denial) -> Told:
    """What the denial tells, the values that make two denials the same; some services print actions in small
    letters."""
    action = denial.action.lower() if denial.action else None
    return (denial.principal, action, denial.resource, denial.effect, denial.policy_type)


def _less(told: Told) -> Iterator[Told]:
    """Every way to tell a part of it."""
    for part in product(*(((value, None) if value is not None else (None,)) for value in told)):
        if any(value is not None for value in part):
            yield part


def _two_sentences(one: Reading, other: Reading) -> bool:
    """Whether these are two of the guide's sentences in two places: two problems, even where both name the
    same action."""
    return (
        bool(one.form and other.form)
        and one.form is not other.form
        and one.block != other.block
        and not _symptoms(one, other)
    )


def _symptoms(*readings: Reading) -> bool:
    return any(reading.form and reading.form.symptom for reading in readings)


def _says_less(one: Denial, other: Denial) -> bool:
    """Whether everything that *one* tells is told by *other* as well."""
    told = [*zip(_told(one), _told(other), strict=True)]
    if all(value is None for value, _ in told):
        same_code = one.error_code == other.error_code
        again = one.form is not None and one.form == other.form and same_code
        nothing = all(value is None for _, value in told)
        return again or (
            one.section == other.section
            and (nothing or (not one.form and one.error_code in (None, other.error_code)))
        )
    known = (one.action is not None and one.principal is not None) or one.section == other.section
    return known and all(value is None or value == again for value, again in told)


def _fuller(first: Denial, again: Denial) -> Denial:
    """The first denial with what only its repetition states."""
    missing = {
        name: getattr(again, name)
        for name in ("error_code", "operation", "service", "request_id", "client")
        if getattr(first, name) is None and getattr(again, name) is not None
    }
    spans = {name: again.spans[name] for name in missing if name in again.spans}
    return replace(first, **missing, spans={**first.spans, **spans}) if missing else first
