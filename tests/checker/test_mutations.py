"""As long as the reason is in the text, the section does not change, whatever was cut off, wrapped, marked, quoted or joined."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.conftest import cases
from tests.mutations import Mutation, mutations, single
from tests.properties import TIMES
from whydenied import Guide, Report, check

# One mutation of so many is tried at each run, all of them at a search.
_STRIDE = 1 if TIMES > 1 else 23
_KEPT, _OF_EACH_KIND = 0.985, 0.97


@cache
def _seeds(guide: Guide) -> tuple[tuple[str, Report], ...]:
    """The samples of the guide and the cases that tell of one denial."""
    texts = [sample for section in guide.sections for sample in section.samples]
    texts += [param.values[0]["text"] for name in ("messages", "reading") for param in cases(name)]
    found = ((text, single(text, guide)) for text in dict.fromkeys(texts) if len(text) < 3_000)
    return tuple((text, report) for text, report in found if report)


@pytest.mark.hypothesis
def test_the_section_stays_while_the_reason_does(guide: Guide) -> None:
    tried: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    lost: list[tuple[str | None, str | None, Mutation]] = []
    number = 0
    for text, report in _seeds(guide):
        for kind, damaged in mutations(text, report, guide):
            number += 1
            if number % _STRIDE:
                continue
            section = check(damaged, guide).section
            tried[kind] += 1
            kept[kind] += section == report.section
            if section != report.section:
                lost.append((report.section, section, (kind, damaged[:200])))
    table = {kind: (kept[kind], tried[kind]) for kind in tried}
    assert sum(kept.values()) >= _KEPT * sum(tried.values()), (table, lost[:5])
    assert all(good >= _OF_EACH_KIND * many for good, many in table.values() if many > 100), (table, lost[:5])


@pytest.mark.hypothesis
def test_two_samples_joined_are_two_denials(guide: Guide) -> None:
    """Each with its own section and values, in order; two that say the same in other words may count as one."""
    seeds = [(text, report) for text, report in _seeds(guide) if "\n" not in text]
    tried = kept = 0
    lost = []
    for at, (first, one) in enumerate(seeds):
        for step in (1, 7, 31, 83) if TIMES > 1 else ((at % 5) + 1,):
            second, other = seeds[(at + step) % len(seeds)]
            if one.denials[0].section == other.denials[0].section:
                continue
            found = check(f"{first}\n{second}", guide).denials
            tried += 1
            good = [denial.section for denial in found] == [one.denials[0].section, other.denials[0].section]
            good = good and [denial.action for denial in found] == [one.denials[0].action, other.denials[0].action]
            kept += good
            if not good:
                lost.append((first[:160], second[:160], [denial.section for denial in found]))
    assert kept >= _KEPT * tried, (kept, tried, lost[:5])
