"""One refusal that a paste tells several times is one denial: a retry, a line of a log and the error below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from ..advice.sections import Situation
from ..aws.operations import prefix
from ..report import Denial
from . import codes

Told = tuple[str | None, ...]


def merged(denials: list[Denial], around: list[str]) -> tuple[list[Denial], list[str]]:
    """Equal denials, and ones that say less of the same, as one with a count: a retry is no second problem. With each, what is around the first."""
    if len(denials) < 2:
        return [*denials], around
    kept: list[Denial] = []
    places: list[str] = []
    exact: defaultdict[Told, set[int]] = defaultdict(set)
    partly: defaultdict[Told, set[int]] = defaultdict(set)

    def learn(at: int) -> None:
        told = _told(kept[at])
        exact[told].add(at)
        for less in _less(told):
            partly[less].add(at)

    for denial, place in zip(denials, around, strict=True):
        told = _told(denial)
        likely = set().union(partly.get(told, ()), *(exact.get(less, ()) for less in _less(told)), exact.get(told, ()))
        for at in sorted(likely):
            other = kept[at]
            if _says_less(denial, other):
                kept[at] = replace(_fuller(other, denial), count=other.count + 1)
                break
            if _says_less(other, denial):
                kept[at] = replace(_fuller(denial, other), count=other.count + 1)
                learn(at)
                break
        else:
            kept.append(denial)
            places.append(place)
            learn(len(kept) - 1)
    return kept, places


def told_once(denials: list[Denial], situations: list[Situation]) -> tuple[list[Denial], list[Situation]]:
    """Denials without those whose text is lost, when the paste's only message comes behind them: it was looked up, and tells what they do not."""
    if len(denials) < 2:
        return denials, situations
    lost = {at for at, (denial, situation) in enumerate(zip(denials, situations, strict=True)) if _is_lost(denial, situation)}
    others = [at for at in range(len(denials)) if at not in lost]
    if not lost or not others or len({_told(denials[at]) for at in others}) > 1:
        return denials, situations
    full = others[0]
    told = denials[full]
    if not told.action or not (told.principal or told.resource):
        return denials, situations
    same = {at for at in lost if at < full and _may_be_one(denials[at], told)}
    for at in sorted(same):
        told = _fuller(told, denials[at])
    kept = [at for at in range(len(denials)) if at not in same]
    return [told if at == full else denials[at] for at in kept], [situations[at] for at in kept]


def _is_lost(denial: Denial, situation: Situation) -> bool:
    """Whether nothing is known but that access was denied."""
    return (
        situation.plain == "lost"
        and not situation.form
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
    """What the denial tells, the values that make two denials the same."""
    return (denial.principal, denial.action, denial.resource, denial.effect, denial.policy_type)


def _less(told: Told) -> Iterator[Told]:
    """Every way to tell a part of it."""
    for part in product(*(((value, None) if value is not None else (None,)) for value in told)):
        if any(value is not None for value in part):
            yield part


def _says_less(one: Denial, other: Denial) -> bool:
    """Whether everything that *one* tells is told by *other* as well."""
    told = [*zip(_told(one), _told(other), strict=True)]
    if all(value is None for value, _ in told):
        return one.section == other.section and all(value is None for _, value in told)
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
