"""Messages as people paste them: the right section, the right values, each with its place in the paste."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import cases
from whydenied import Guide, check
from whydenied.guide import PREFIX
from whydenied.text.squeeze import squeezed


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
            if name in ("principal", "resource", "error_code", "policy_arn") and not case["id"].startswith(
                ("wrap-in-words", "ansi")
            ):
                assert squeezed(getattr(denial, name)) in squeezed(case["text"][start:end])


@pytest.mark.parametrize("case", cases("reading"))
def test_a_missing_part_costs_that_part(case: dict[str, Any], guide: Guide) -> None:
    """Reasons alone, codes alone, frames of every client, marks, literals, holes: the section, the values,
    and how many denials."""
    report = check(case["text"], guide)
    assert (report.section or "").removeprefix(PREFIX) == (case["section"] or "")
    assert case.get("count") in (None, len(report.denials))
    for name, value in case["expect"].items():
        told = getattr(report.denials[0], name)
        assert told is None if value is None else squeezed(told or "") == squeezed(value), name


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


def test_the_form_that_led_is_named(guide: Guide) -> None:
    """Of every sample: a form of the section it leads to, or none where something else led there."""
    led = [
        denial
        for section in guide.sections
        for sample in section.samples
        for denial in check(sample, guide).denials
    ]
    texts = {section.id: {form.text for form in section.forms} for section in guide.sections}
    assert all(denial.form in texts[denial.section] for denial in led if denial.form and denial.section)
    assert sum(denial.form is not None for denial in led) > len(led) / 2


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (
            "The role defined for the function cannot be assumed by Lambda.",
            "The role defined for the function cannot be assumed by Lambda",
        ),
        ("An error occurred (ExpiredToken) when calling the ListFunctions operation: text of its own", None),
        ("User: arn:aws:iam::111122223333:user/mara is not authorized to perform: s3:GetObject", None),
    ],
)
def test_form(text: str, form: str | None, guide: Guide) -> None:
    (denial,) = check(text, guide).denials
    assert (denial.form or "").startswith(form or "")
    assert (denial.form is None) is (form is None)
