"""As long as the reason is in the text, the section does not change, whatever was cut off, wrapped, marked,
quoted or joined."""

from __future__ import annotations

from collections import Counter
from functools import cache
from zlib import crc32

import pytest

from tests.conftest import cases
from tests.mutations import Mutation, mutations, single
from tests.properties import TIMES
from whydenied import Guide, Report, check

# One mutation of so many is tried at each run, all of them at a search; which ones, each text says for itself, so that a
# new sample changes nothing of the others.
_STRIDE = 1 if TIMES > 1 else 23
_KEPT, _OF_EACH_KIND = 0.985, 0.97


@cache
def _seeds(guide: Guide) -> tuple[tuple[str, Report], ...]:
    """The samples of the guide and the cases that tell of one denial."""
    texts = [sample for section in guide.sections for sample in section.samples]
    texts += [param.values[0]["text"] for name in ("messages", "reading") for param in cases(name)]
    found = ((text, single(text, guide)) for text in dict.fromkeys(texts) if len(text) < 3_000)
    return tuple((text, report) for text, report in found if report)


@pytest.mark.slow
@pytest.mark.hypothesis
def test_the_section_stays_while_the_reason_does(guide: Guide) -> None:
    tried: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    lost: list[tuple[str | None, str | None, Mutation]] = []
    for text, report in _seeds(guide):
        for kind, damaged in mutations(text, report, guide):
            if crc32(damaged.encode("utf-8", "replace")) % _STRIDE:
                continue
            section = check(damaged, guide).section
            tried[kind] += 1
            kept[kind] += section == report.section
            if section != report.section:
                lost.append((report.section, section, (kind, damaged[:200])))
    table = {kind: (kept[kind], tried[kind]) for kind in tried}
    assert sum(kept.values()) >= _KEPT * sum(tried.values()), (table, lost[:5])
    assert all(good >= _OF_EACH_KIND * many for good, many in table.values() if many > 100), (table, lost[:5])


@pytest.mark.slow
@pytest.mark.hypothesis
@pytest.mark.parametrize(("between", "floor"), [("\n", 0.985), ("\n\n", 0.99)])
def test_two_samples_joined_are_two_denials(between: str, floor: float, guide: Guide) -> None:
    """Each with its own section and action, in order. A line may be the rest of the one before it, so a
    paragraph is a little surer than a line. Four neighbours each, since a new sample changes who stands beside
    whom."""
    seeds = [
        (text, report)
        for text, report in _seeds(guide)
        # What breaks off before it names anybody goes on in the next line.
        if "\n" not in text and not text.rstrip(" .").endswith("User:") and _stands_alone(report, guide)
    ]
    tried = kept = 0
    lost = []
    for at, (first, one) in enumerate(seeds):
        for step in (1, 7, 31, 83):
            second, other = seeds[(at + step) % len(seeds)]
            if one.denials[0].section == other.denials[0].section or _told(one) == _told(other):
                continue
            found = check(f"{first}{between}{second}", guide).denials
            tried += 1
            good = [(denial.section, denial.action) for denial in found] == [
                (each.denials[0].section, each.denials[0].action) for each in (one, other)
            ]
            kept += good
            if not good:
                lost.append((first[:160], second[:160], [denial.section for denial in found]))
    assert kept >= floor * tried, (kept, tried, lost[:5])


def _told(report: Report) -> tuple[str | None, str | None]:
    """Who was denied what: of two that tell the same, the one that tells less is a repetition."""
    return report.denials[0].principal, report.denials[0].action


def _stands_alone(report: Report, guide: Guide) -> bool:
    """Whether nothing that follows takes it over: the cause a symptom's, the full message that of a code that
    says no more."""
    denial = report.denials[0]
    section = guide.find(denial.section or "")
    symptoms = {form.text for form in section.forms if form.symptom} if section else set()
    return (
        denial.form not in symptoms
        and not denial.summary.startswith("AWS denied this")
        and denial.spans.keys() != {"policy_arn"}
    )
