"""What a guide's own messages may say: slots whose values the report has words for, and guard rails."""

from __future__ import annotations

import pytest

from whydenied import Guide, check
from whydenied.guide import Form, Section


def guide(*forms: Form) -> Guide:
    names = dict.fromkeys([*(form.section for form in forms), "scp", "read-the-message"])
    return Guide(
        tuple(
            Section(name, name, f"#{name}", tuple(form for form in forms if form.section == name))
            for name in names
        )
    )


@pytest.mark.parametrize(
    ("said", "policy_type"),
    [
        ("scp", "scp"),
        ("service control policy", "scp"),
        ("Permissions Boundary", "permissions-boundary"),
        ("${policy_type}", None),
        ("house rule", None),
    ],
)
def test_a_policy_type_that_a_message_prints_is_one_of_the_reports_words_or_none(
    said: str, policy_type: str | None
) -> None:
    own = guide(Form("The platform's gate refused {action} by its {policy_type} at the door", "gate"))
    report = check(f"The platform's gate refused s3:GetObject by its {said} at the door", own)
    assert (report.section, report.denials[0].policy_type, report.denials[0].action) == (
        "gate",
        policy_type,
        "s3:GetObject",
    )


def test_a_message_that_implies_a_guard_rail_leads_to_its_own_section() -> None:
    report = check(
        "The platform's gate is closed today",
        guide(Form("The platform's gate is closed today", "gate", {"policy_type": "scp"})),
    )
    assert (report.section, report.denials[0].policy_type) == ("gate", "scp")


@pytest.mark.parametrize("fixed", [{"policy_type": "house-rule"}, {"effect": "never"}])
def test_a_value_that_the_report_has_no_word_for_is_left_out(fixed: dict[str, str]) -> None:
    report = check(
        "The platform's gate is closed today",
        guide(Form("The platform's gate is closed today", "gate", fixed)),
    )
    assert (report.section, report.denials[0].policy_type, report.denials[0].effect) == ("gate", None, None)


@pytest.mark.parametrize(
    ("form", "section"),
    [
        (
            "with an explicit deny in a VPC endpoint policy transitively through a service control policy",
            "through",
        ),
        ("is not authorized to perform: sns:Publish on resource: {resource} with an explicit deny", "scp"),
    ],
)
def test_a_message_that_names_a_guard_rail_leads_to_the_section_that_quotes_it_with_the_guard_rail(
    form: str, section: str
) -> None:
    report = check(
        "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: sns:Publish on "
        "resource: arn:aws:sns:eu-north-1:111122223333:t "
        "with an explicit deny in a VPC endpoint policy transitively through a service control policy",
        guide(Form(form, "through")),
    )
    assert report.section == section
