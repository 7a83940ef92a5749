"""Denials of many records, gathered by caller: rows of what was denied, by which kind of policy, how often and
since when. Bounded memory; two summaries can be put together."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from ...check import check
from ...guide import Guide
from ...report import MOST_EXPLAINED, Fix
from .records import Record

_MOST_ROWS = 20_000
MOST_RESOURCES = 40
"""Resources of a row that are kept; denials that differ from these in their resource alone are counted."""
_SAMPLES = 8

RowKey = tuple[str | None, ...]


@dataclass(slots=True)
class Times:
    """How often, and from when to when."""

    count: int = 0
    first: str = ""
    last: str = ""

    def add(self, count: int, first: str, last: str) -> None:
        """Count more of the same."""
        self.count += count
        self.first = min(filter(None, (self.first, first)), default="")
        self.last = max(self.last, last)


@dataclass(slots=True)
class Row:
    """What a caller was denied by one kind of policy."""

    action: str
    policy_type: str | None
    effect: str | None
    policy_arn: str | None
    error_code: str | None
    section: str | None
    times: Times = field(default_factory=Times)
    resources: dict[str, int] = field(default_factory=dict)
    more: bool = False
    """Whether there are resources that are not listed."""
    samples: list[Record] = field(default_factory=list)
    """Records that a change is worked out for, without times, sessions and ids."""

    def take(self, resource: str | None, count: int = 1) -> None:
        """Count a resource."""
        if resource in self.resources or (resource and len(self.resources) < MOST_RESOURCES):
            self.resources[resource] = self.resources.get(resource, 0) + count
        else:
            self.more = True

    def keep(self, sample: Record) -> None:
        """Keep a record for the change, when there are few yet."""
        if len(self.samples) < _SAMPLES and sample not in self.samples:
            self.samples.append(sample)


@dataclass(slots=True)
class Group:
    """A caller and what it was denied."""

    caller: str
    times: Times = field(default_factory=Times)
    rows: dict[RowKey, Row] = field(default_factory=dict)

    def sorted_rows(self) -> list[Row]:
        """The rows, the most frequent first."""
        return sorted(
            self.rows.values(), key=lambda row: (-row.times.count, row.action, str(row.policy_type))
        )

    def changes(self, guide: Guide) -> list[Change]:
        """One change for each kind of policy that denied something, the most frequent kind first."""
        kinds: dict[tuple[str | None, str | None], list[Row]] = {}
        for row in self.sorted_rows():
            kinds.setdefault((row.policy_type, row.effect), []).append(row)
        return [change for rows in kinds.values() if (change := _change(rows, guide))]


def _change(rows: Sequence[Row], guide: Guide) -> Change | None:
    """The change that helps with the most frequent of these denials: all at once, else with the first."""
    turns = (row.samples[number] for number in range(_SAMPLES) for row in rows if number < len(row.samples))
    report = check(json.dumps({"Records": [*islice(turns, MOST_EXPLAINED)]}), guide)
    fix = report.together or next(iter(report.fixes), None)
    if fix is None:
        return None
    total = sum(max(1, len(row.resources)) for row in rows)
    return Change(fix, _pairs(fix) if report.together else 1, total, any(row.more for row in rows))


def _pairs(fix: Fix) -> int:
    """How many actions on resources a policy allows."""
    statements = (fix.policy or {}).get("Statement", [])
    listed = [statements] if isinstance(statements, dict) else statements
    sizes = ([_size(each.get(name)) for name in ("Action", "Resource")] for each in listed)
    return sum(actions * resources for actions, resources in sizes)


def _size(value: object) -> int:
    return len(value) if isinstance(value, list) else 1


@dataclass(frozen=True, slots=True)
class Change:
    """A change, and how many of the denied actions on resources it was worked out for."""

    fix: Fix
    covered: int
    total: int
    more: bool
    """Whether there are more than *total*."""

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.covered >= self.total and not self.more


@dataclass
class Summary:
    """All groups, and the counts of what was read."""

    records: int = 0
    unread: int = 0
    times: Times = field(default_factory=Times)
    groups: dict[str, Group] = field(default_factory=dict)
    more: int = 0
    """Denials that are in no row, because too many kinds of them are kept already."""
    _rows: int = 0

    def sorted_groups(self) -> list[Group]:
        """The groups, the most frequent first."""
        return sorted(self.groups.values(), key=lambda group: (-group.times.count, group.caller))

    def merge(self, other: Summary) -> None:
        """Add what another summary has."""
        self.records += other.records
        self.unread += other.unread
        self.more += other.more
        self.times.add(other.times.count, other.times.first, other.times.last)
        for theirs in other.groups.values():
            for key, row in theirs.rows.items():
                self._merge_row(theirs.caller, key, row)

    def _merge_row(self, caller: str, key: RowKey, theirs: Row) -> None:
        mine = self.row(caller, key, lambda: replace(theirs, times=Times(), resources={}, samples=[]))
        if mine is None:
            self.more += theirs.times.count
            return
        self.count(caller, mine, theirs.times)
        mine.more |= theirs.more
        for resource, count in theirs.resources.items():
            mine.take(resource, count)
        for sample in theirs.samples:
            mine.keep(sample)

    def row(self, caller: str, key: RowKey, make: Callable[[], Row]) -> Row | None:
        """The row of a caller; None when too many are kept already."""
        group = self.groups.get(caller)
        found = group.rows.get(key) if group else None
        if found or self._rows >= _MOST_ROWS:
            return found
        self._rows += 1
        return self.groups.setdefault(caller, Group(caller)).rows.setdefault(key, make())

    def count(self, caller: str, row: Row, times: Times) -> None:
        """Count denials of a row that is kept."""
        for each in (row.times, self.groups[caller].times):
            each.add(times.count, times.first, times.last)
