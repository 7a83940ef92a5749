"""Messages as people paste them: the right section, the right values, each with its place in the paste."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import cases
from whydenied import Guide, check
from whydenied.guide import PREFIX
from whydenied.reading.squeeze import squeezed


@pytest.mark.parametrize("case", cases("messages"))
def test_message(case: dict[str, Any], guide: Guide) -> None:
    report = check(case["text"], guide)
    assert (report.section or "").removeprefix(PREFIX) == case["section"]
    denial = report.denials[0]
    assert {name: getattr(denial, name) for name in case["expect"]} == case["expect"]


@pytest.mark.parametrize("case", cases("messages"))
def test_spans_cut_out_the_value_they_name(case: dict[str, Any], guide: Guide) -> None:
    for denial in check(case["text"], guide).denials:
        for name, (start, end) in denial.spans.items():
            assert 0 <= start < end <= len(case["text"])
            if name in ("principal", "resource", "error_code", "policy_arn") and not case["id"].startswith(("wrap-in-words", "ansi")):
                assert squeezed(getattr(denial, name)) in squeezed(case["text"][start:end])


@pytest.mark.parametrize("case", cases("several"))
def test_several_errors_in_one_paste(case: dict[str, Any], guide: Guide) -> None:
    """One denial each, in order; repetitions are counted."""
    found = check(case["text"], guide).denials
    assert [(denial.section or "").removeprefix(PREFIX) for denial in found] == case["sections"]


@pytest.mark.parametrize("case", cases("not_access"))
def test_quiet_when_it_is_not_an_access_problem(case: dict[str, Any], guide: Guide) -> None:
    report = check(case["text"], guide)
    assert report.section in (None, f"{PREFIX}not-access")
    assert not [denial for denial in report.denials if denial.section not in (None, f"{PREFIX}not-access")]
