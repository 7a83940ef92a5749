"""Calls that a reader makes up, decided by pasted policies: rows of tests/cases/trials.jsonl."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import ROOT
from whydenied.browser import answer
from whydenied.verdict.trial import tried

ROWS = [json.loads(line) for line in (ROOT / "tests/cases/trials.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"].replace(" ", "-"))
def test_a_call_is_decided(row: dict[str, Any]) -> None:
    found = tried(row["text"], row["request"], row.get("types", ()))
    assert (found.outcome, found.statement, [*found.missing_keys]) == (
        row["outcome"],
        row["statement"],
        row["missing"],
    )
    assert [*found.why] == row["why"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"].replace(" ", "-"))
def test_the_statement_is_in_the_text(row: dict[str, Any]) -> None:
    """The page marks the policy of the statement by its place."""
    found = tried(row["text"], row["request"], row.get("types", ()))
    assert (found.span is None) is (found.statement is None)
    if found.span:
        policy = json.loads(row["text"][slice(*found.span)])
        assert len(policy["Statement"]) > (found.statement or 0)


@pytest.mark.parametrize(
    "request_", [{}, {"action": 3}, {"action": "s3:GetObject", "context": "x"}, {"resource": "*"}]
)
def test_a_request_of_any_shape_is_answered(request_: dict[str, Any]) -> None:
    assert tried(ROWS[0]["text"], request_).outcome == "cannot-tell"


def test_the_page_asks_by_its_one_door() -> None:
    row = ROWS[0]
    found = json.loads(answer(row["text"], "{}", json.dumps({"request": row["request"], "page": "./"})))
    assert found["outcome"] == row["outcome"]
    assert found["not_loaded"] == []
