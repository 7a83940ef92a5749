"""The causes that people find in the end are in the answer when the paste shows their sign."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import cases
from whydenied import Guide, check


@pytest.mark.parametrize("case", cases("causes"))
def test_the_cause_is_said(case: dict[str, Any], guide: Guide) -> None:
    """``title`` and ``says`` are parts of the first fix's title and of its cautions; ``source`` is where somebody
    found it."""
    assert case["source"].startswith("https://")
    first = check(case["text"], guide).fixes[0]
    assert first.layer == case["layer"]
    assert case["title"] in first.title
    assert case["says"] in " ".join(first.cautions)
    assert len(first.cautions) <= 2


@pytest.mark.parametrize("case", cases("causes"))
def test_no_cause_is_said_without_its_sign(case: dict[str, Any], guide: Guide) -> None:
    plain = (
        "User: arn:aws:sts::222244446666:assumed-role/booking/s1 is not authorized to perform: "
        "dynamodb:GetItem on resource: arn:aws:dynamodb:eu-west-3:222244446666:table/seats"
    )
    said = " ".join(check(plain, guide).fixes[0].cautions)
    assert not case["says"] or case["says"] not in said
