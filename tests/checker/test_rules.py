"""The examples of every rule are its tests: the bad one is found, the good one is not."""

from __future__ import annotations

from inspect import getmodule, getsource

import pytest

from whydenied import Guide, check
from whydenied.lint.edits import apply
from whydenied.lint.pages import Example, page
from whydenied.lint.rules import all_rules
from whydenied.report import Finding

RULES = [pytest.param(rule, id=rule.code) for rule in all_rules()]


def findings(text: str, policy_type: str) -> list[Finding]:
    report = check(text, Guide.empty(), policy_type=policy_type)
    return [finding for policy in report.policies for finding in policy.findings]


@pytest.mark.parametrize("rule", RULES)
def test_page(rule) -> None:  # type: ignore[no-untyped-def]
    found = page(rule)
    assert found.title.endswith(".")
    assert len(found.title) < 120
    assert found.why
    assert found.source.startswith("https://")
    assert {example.bad for example in found.examples} == {True, False}


@pytest.mark.parametrize("rule", RULES)
def test_examples(rule) -> None:  # type: ignore[no-untyped-def]
    for example in page(rule).examples:
        found = [finding for finding in findings(example.policy, example.type) if finding.code == rule.code]
        assert bool(found) == example.bad, f"{example.text}: {found}"
        for finding in found:
            assert finding.message[0].isupper() or not finding.message[0].isalpha()
            assert finding.message.endswith((".", "?")), finding.message


@pytest.mark.parametrize("rule", [each for each in RULES if page(each.values[0]).silences])  # type: ignore[arg-type]
def test_silences(rule) -> None:  # type: ignore[no-untyped-def]
    for silence in page(rule).silences:
        assert silence.why[0].isupper()
        assert silence.why.endswith(".")
        found = findings(silence.example.policy, silence.example.type)
        assert rule.code not in {finding.code for finding in found}, silence.example.text


def test_rules_that_depend_on_what_is_around_say_when_they_are_silent() -> None:
    around = {rule.code for rule in all_rules() if "policy.context" in getsource(getmodule(rule.check))}  # type: ignore[arg-type]
    assert len(around) > 3
    assert around - {rule.code for rule in all_rules() if page(rule).silences} == set()


@pytest.mark.parametrize("rule", RULES)
def test_edits_mend(rule) -> None:  # type: ignore[no-untyped-def]
    for example in page(rule).examples:
        if example.bad and all(
            found.edit for found in findings(example.policy, example.type) if found.code == rule.code
        ):
            assert rule.code not in {
                finding.code for finding in findings(mended(example, rule.code), example.type)
            }, mended(example, rule.code)


def mended(example: Example, code: str) -> str:
    """The example with the edits of one rule done, until none is left to do."""
    text = example.policy
    for _ in range(8):
        edits = [
            (*found.edit.span, found.edit.replacement)
            for found in findings(text, example.type)
            if found.code == code and found.edit
        ]
        if not edits:
            break
        text = apply(text, edits)
    return text


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("lambda:GetFunction", "of the form function:NAME,"),
        ("iam:PassRole", "of the form role/NAME,"),
        ("s3:GetObject", "write the ARNs that are meant"),  # of objects, or of access points
        ("sqs:SendMessage", "write the ARNs that are meant"),  # a name alone
    ],
)
def test_a_star_is_told_the_form_of_the_actions_own_resources(action: str, form: str) -> None:
    text = (
        f'{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "{action}", '
        f'"Resource": "*"}}}}'
    )
    (told,) = (
        finding.message for finding in findings(text, "identity") if finding.code == "resource-star-unneeded"
    )
    assert form in told
