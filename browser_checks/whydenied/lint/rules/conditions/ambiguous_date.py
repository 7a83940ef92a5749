"""A date is written as a bare number.

A number counts seconds since 1970, which nobody reads, and milliseconds or 20260501 would silently mean
another time. AWS says to write ISO 8601.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"DateLessThan": {"aws:CurrentTime": "1767225600"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"DateLessThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators.dates import seconds
from ....policies.statements import Condition, Statement
from ...edits import replace
from ...policy import Policy
from ...rule import CONDITION, WARNING, Problem, Rule
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value of a Date operator of more digits than a year; aws:EpochTime alone is such a number itself."""
    for value in fixed(condition):
        moment = (
            seconds(value.text)
            if value.text.strip().lstrip("+-").replace(".", "", 1).isdigit() and len(value.text) > _YEAR
            else None
        )
        if moment is None:
            continue
        iso = _iso(moment)
        meant = f"as seconds since 1970 it is {iso}" if iso else "as seconds since 1970 it is no year of ours"
        yield Problem(
            value,
            (
                f'"{says(value)}" is a bare number, which may not be the date you think: {meant}. Write '
                "the date as 2026-05-01T00:00:00Z."
            ),
            suggestion=f"Write {iso}." if iso else None,
            edit=replace(value, iso) if iso else None,
        )


_YEAR = 4
_LAST = 4_102_444_800  # the year 2100: what is later was rather meant as milliseconds or as a calendar date


def _iso(moment: float) -> str | None:
    from datetime import UTC, datetime

    if not _FIRST <= moment < _LAST or moment != int(moment):
        return None
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_FIRST = 631_152_000  # the year 1990: 20260501 would be in August 1970


RULE = Rule(
    "ambiguous-date",
    WARNING,
    CONDITION,
    check,
    concerns=lambda operator, key: operator.family == "Date" and key != "aws:epochtime",
)
