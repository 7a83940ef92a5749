"""A summary as text for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ...aws.kinds import KINDS
from ...guide import Guide
from ..formats.shown import code, fenced, in_json, prose, visible
from ..formats.wrapping import wrapped
from ..question import counted
from .groups import Change, Row, Summary

SCHEMA = "whydenied/summary/1"
_MOST_ROWS = 10
_NOUNS: dict[str, str] = {kind.printed: kind.noun for kind in KINDS}


def as_json(summary: Summary, guide: Guide, top: int) -> str:
    """All counts; the changes of the first *top* groups."""
    groups = [
        {
            "caller": group.caller,
            **asdict(group.times),
            "denials": [_row(row) for row in group.sorted_rows()],
            "changes": [asdict(change) for change in group.changes(guide)] if number < top else [],
        }
        for number, group in enumerate(summary.sorted_groups())
    ]
    head = {"schema": SCHEMA, "records": summary.records, "unread": summary.unread}
    denials = {"denials": summary.times.count, "first": summary.times.first, "last": summary.times.last}
    return in_json({**head, **denials, "groups": groups, "more": summary.more}, indent=2)


def _row(row: Row) -> dict[str, Any]:
    names = ("action", "policy_type", "effect", "policy_arn", "error_code", "section")
    told = {name: getattr(row, name) for name in names}
    return {**told, **asdict(row.times), "resources": row.resources, "more_resources": row.more}


def as_text(summary: Summary, guide: Guide, top: int) -> str:
    """For a terminal."""
    return visible("\n".join(_text(summary, guide, top)))


def _text(summary: Summary, guide: Guide, top: int) -> Iterator[str]:
    yield _total(summary)
    for number, group in enumerate(summary.sorted_groups()[:top], 1):
        yield ""
        yield f"{number}. {group.caller}: {counted(group.times.count, 'denial')} {_span(group.times.first, group.times.last)}"
        for row in group.sorted_rows()[:_MOST_ROWS]:
            yield wrapped(f"{row.times.count:>9,}  {row.action} on {_on(row)}", "", " " * 11)
            yield wrapped(f"{_by(row)}, {_span(row.times.first, row.times.last)}", " " * 11, " " * 11)
        if (left := len(group.rows) - _MOST_ROWS) > 0:
            yield f"           and {left} more kinds (--format json lists them)"
        for change in group.changes(guide):
            yield wrapped(f"Fix: {_title(change)}.", "   ", "        ")
            if change.fix.policy:
                yield from (f"      {line}" for line in json.dumps(change.fix.policy, indent=2).splitlines())
    yield from _left(summary, top)


def as_markdown(summary: Summary, guide: Guide, top: int) -> str:
    """For a ticket or a wiki."""
    return "\n".join(_markdown(summary, guide, top))


def _markdown(summary: Summary, guide: Guide, top: int) -> Iterator[str]:
    yield from ("# Who is denied what", "", _total(summary), "")
    for group in summary.sorted_groups()[:top]:
        yield from (
            f"## {code(group.caller)}",
            "",
            f"{counted(group.times.count, 'denial')} {_span(group.times.first, group.times.last)}.",
            "",
        )
        yield from ("| times | action | on | denied by | since | last |", "|---:|---|---|---|---|---|")
        for row in group.sorted_rows()[:_MOST_ROWS]:
            days = f"{row.times.first[:10]} | {row.times.last[:10]}"
            yield f"| {row.times.count:,} | {code(row.action, cell=True)} | {code(_on(row), cell=True)} | {prose(_by(row)).replace('|', '')} | {days} |"
        if (left := len(group.rows) - _MOST_ROWS) > 0:
            yield f"\nAnd {left} more kinds."
        for change in group.changes(guide):
            yield from ("", f"**Fix:** {prose(_title(change))}", "")
            if change.fix.policy:
                yield from (*fenced(json.dumps(change.fix.policy, indent=2), "json"), "")
        yield ""
    yield from _left(summary, top)


def _total(summary: Summary) -> str:
    times = summary.times
    if not times.count:
        return f"{counted(summary.records, 'record')}, no denials."
    callers = counted(len(summary.groups), "caller")
    return f"{counted(summary.records, 'record')}, {counted(times.count, 'denial')} of {callers} {_span(times.first, times.last)}."


def _left(summary: Summary, top: int) -> Iterator[str]:
    if (left := len(summary.groups) - top) > 0:
        yield f"\nAnd {counted(left, 'caller')} more (--top shows them)."


def _title(change: Change) -> str:
    if change.whole:
        return change.fix.title
    total = f"{'more than ' if change.more else ''}{change.total}"
    return f"{change.fix.title} ({change.covered} of {total} denied actions on resources)"


def _span(first: str, last: str) -> str:
    """``since 2026-03-02, last on 2026-11-30``."""
    if not first:
        return "at an unknown time"
    return f"on {first[:10]}" if first[:10] == last[:10] else f"since {first[:10]}, last on {last[:10]}"


def _on(row: Row) -> str:
    if not row.resources:
        return "an unknown resource" if not row.more else "many resources"
    [first, *others] = sorted(row.resources, key=lambda each: (-row.resources[each], each))
    if not others and not row.more:
        return first
    return f"{first} and {'at least ' if row.more else ''}{max(len(others), 1)} more"


def _by(row: Row) -> str:
    """The kind of policy as AWS's message names it."""
    noun = _NOUNS.get(row.policy_type or "")
    if not noun:
        return "explicit deny" if row.effect == "explicit" else "kind of policy not named"
    how = "explicit deny in" if row.effect == "explicit" else "no Allow in"
    return f"{how} {noun} {row.policy_arn}" if row.policy_arn else f"{how} {noun}"
