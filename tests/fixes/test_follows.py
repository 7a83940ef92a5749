"""The first fix follows the verdict, and what it proposes is proved: it allows the call, and changes no other
decision."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, cases
from tests.fixes.proof import (
    MET,
    PLACES,
    TO_FILL_IN,
    alike,
    corrects,
    decided,
    edited,
    is_needed,
    others,
    plain,
    real,
    statements,
    to_meet,
)
from tests.fixtures import under
from tests.properties import examples
from whydenied import Guide, Report, check
from whydenied.advice.syntaxes.aws_cli import NOTES
from whydenied.lint.edits import apply
from whydenied.policies.documents import documents
from whydenied.policies.nodes import UNKNOWN
from whydenied.text.paste import Paste


def answered(case: dict[str, Any], guide: Guide) -> Report:
    return check(case.get("text") or case["error"], guide, policies=case["policies"])


def of_verdicts() -> list[Any]:
    """The errors and policies of the cases for verdicts."""
    return [
        pytest.param(
            {"error": case.texts[0].text, "policies": [each.text for each in case.texts[1:]]}, id=name
        )
        for name, case in under(ROOT / "tests/cases/verdicts")
    ]


PAIRS = [*cases("advice"), *cases("pairs"), *of_verdicts()]


@pytest.mark.parametrize("case", cases("advice"))
def test_the_first_fix_follows(case: dict[str, Any], guide: Guide) -> None:
    report, want = answered(case, guide), case["want"]
    assert report.verdict and report.verdict.code == want["verdict"], report.verdict
    first = report.fixes[0]
    assert (first.kind, first.layer) == (want["kind"], want["layer"])
    assert want.get("says", "") in first.title
    assert bool(first.edit) or not want.get("edit")
    assert first.policy or not want.get("policy")
    assert len(set(first.cautions) - NOTES) <= 2
    if "type" in want:
        assert report.policies[0].type == want["type"]
    if "owner" in want:
        owner = report.policies[0].owner
        assert owner and [owner.kind, owner.name] == want["owner"]


@pytest.mark.parametrize("case", PAIRS)
def test_no_allow_drops_a_condition_or_stands_against_a_deny(case: dict[str, Any], guide: Guide) -> None:
    report = answered(case, guide)
    if report.verdict and report.verdict.code in ("condition-not-met", "explicit-deny-here"):
        layers = {report.fixes[0].layer}
        assert not any(fix.policy for fix in report.fixes if fix.layer in layers)
    for fix in report.fixes:
        if fix.kind == "edit" and fix.policy and fix.edited is not None:
            before = plain(*edited(report, case, fix))
            kept = [one["Condition"] for one in statements(before) if one.get("Condition")]
            added = [one for one in statements(fix.policy) if one not in statements(before)]
            near = statements(before)[report.verdict.statement or 0] if report.verdict else {}
            # A service gets the condition of its own source instead.
            assert all(
                to_meet(one) == to_meet(near) or "Service" in (one.get("Principal") or ()) for one in added
            )
            assert all(one.get("Condition") or not near.get("Condition") for one in added)
            assert [one["Condition"] for one in statements(fix.policy) if one.get("Condition") in kept][
                : len(kept)
            ] == kept


@pytest.mark.parametrize("case", PAIRS)
def test_an_edit_of_the_text_gives_the_policy_that_the_fix_shows(case: dict[str, Any], guide: Guide) -> None:
    report = answered(case, guide)
    for fix in report.fixes:
        if fix.edit and fix.edited is not None:
            before, at = edited(report, case, fix)
            text = apply(before, [(*fix.edit.span, fix.edit.replacement)])
            found, broken = documents(Paste(text))
            assert not broken
            assert found[at].faults == documents(Paste(before))[0][at].faults
            # A policy of which a template fills in a part cannot be shown as a whole.
            assert (
                alike(statements(found[at].data)) == alike(statements(fix.policy))
                if fix.policy
                else UNKNOWN in str(found[at].data)
            )


@pytest.mark.parametrize("case", PAIRS)
def test_an_edit_allows_the_call_and_no_other(case: dict[str, Any], guide: Guide) -> None:
    report = answered(case, guide)
    for fix in report.fixes:
        if fix.kind != "edit" or not fix.policy or fix.edited is None or not report.denials:
            continue
        before, after = plain(*edited(report, case, fix)), fix.policy
        caller = report.denials[0].principal
        if not (caller or "").startswith("arn:"):
            continue
        if any(need.resource is None for need in report.denials[0].needs):
            continue  # the Region or account of the call is not known, so that no request can be decided
        needed = {(need.action, need.resource or "*") for need in report.denials[0].needs}
        context = {**MET, **{key: values[0] for key, values in report.denials[0].facts.items()}}
        for action, resource in needed:
            if "***" not in resource:
                assert decided(fix, after, caller, action, real(resource), context) == "Allow"
        for who, action, resource in others(before, caller, needed) if fix.layer != "trust" else ():
            if (who == caller or PLACES[fix.layer] != "resource") and corrects(
                before, after, action, resource
            ):
                continue
            # A policy without principals says the same of whoever has it.
            of_another = who != caller and PLACES[fix.layer] == "resource"
            if of_another or not is_needed(action, resource, needed):
                assert decided(fix, after, who, action, resource) == decided(
                    fix, before, who, action, resource
                ), (who, action, resource)
        assert all(
            decided(fix, after, caller, action, real(resource), {}) != "Allow" for action, resource in needed
        ) or not any(to_meet(one) for one in statements(after) if one not in statements(before))


@pytest.mark.parametrize("case", PAIRS)
def test_no_fix_has_a_fault_that_our_own_rules_find(case: dict[str, Any], guide: Guide) -> None:
    report = answered(case, guide)
    known = {
        finding.code
        for paste in case["policies"]
        for finding in check(json.dumps(plain(paste)), guide).policies[0].findings
    }
    for fix in report.fixes:
        if fix.policy and not TO_FILL_IN.search(json.dumps(fix.policy)):
            found = check(json.dumps(fix.policy), guide).policies[0].findings
            assert {each.code for each in found if each.severity in ("error", "security")} <= known


ACCOUNT = "222244446666"
TABLE, QUEUE = f"arn:aws:dynamodb:eu-west-3:{ACCOUNT}:table/seats", f"arn:aws:sqs:eu-west-3:{ACCOUNT}:print"
ACTIONS = [
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:*",
    "sqs:SendMessage",
    "sqs:*",
    "s3:GetObject",
    "s3:PutObject",
    "s3:ListBucket",
]
RESOURCES = [
    TABLE,
    f"{TABLE}s",
    f"{TABLE}*",
    QUEUE,
    "*",
    "arn:aws:s3:::boxes",
    "arn:aws:s3:::boxes/*",
    "arn:aws:s3:::boxes/in/*",
]
CONDITIONS = [
    None,
    {"StringEquals": {"aws:PrincipalTag/Team": "box"}},
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
]
ASKED = [
    ("dynamodb:PutItem", TABLE),
    ("sqs:SendMessage", QUEUE),
    ("s3:GetObject", "arn:aws:s3:::boxes/in/a"),
    ("s3:ListBucket", "arn:aws:s3:::boxes"),
]
CALLER = f"arn:aws:sts::{ACCOUNT}:assumed-role/till/t1"


def lists(values: list[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values) | st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


def made(action: Any, resource: Any, condition: Any) -> dict[str, Any]:
    return {
        "Effect": "Allow",
        "Action": action,
        "Resource": resource,
        **({"Condition": condition} if condition else {}),
    }


STATEMENTS = st.builds(made, lists(ACTIONS), lists(RESOURCES), st.sampled_from(CONDITIONS))
MESSAGE = (
    "User: {} is not authorized to perform: {} on resource: {} because no identity-based "
    "policy allows the {} action"
)


@examples(150)
@given(st.lists(STATEMENTS, min_size=1, max_size=3), st.sampled_from(ASKED), st.sampled_from([None, 1, 2, 4]))
def test_any_pair_is_proved(
    given_statements: list[dict[str, Any]], call: tuple[str, str], indent: int | None
) -> None:
    """For any policy: the checks above, with what its conditions ask for as given."""
    policy = {"Version": "2012-10-17", "Statement": given_statements}
    text = json.dumps(policy, indent=indent)
    report = check(MESSAGE.format(CALLER, *call, call[0]), Guide.empty(), policies=[text])
    context = {"aws:PrincipalTag/Team": "box", "aws:MultiFactorAuthPresent": "true"}
    assert report.verdict
    fix = report.fixes[0]
    if report.verdict.code == "condition-not-met":
        assert fix.kind == "meet-condition" and not any(each.policy for each in report.fixes)
    if fix.kind != "edit":
        return
    assert fix.policy and decided(fix, fix.policy, CALLER, *call, context) == "Allow"
    for action, resource in itertools.product(
        [each for each in ACTIONS if "*" not in each], [each.replace("*", "q") for each in RESOURCES]
    ):
        # An action is only asked about its own service's resources.
        if (action, resource) != call and resource.split(":")[2:3] == [action.partition(":")[0]]:
            assert decided(fix, fix.policy, CALLER, action, resource, context) == decided(
                fix, policy, CALLER, action, resource, context
            )
    if fix.edit:
        again = documents(Paste(apply(text, [(*fix.edit.span, fix.edit.replacement)])))[0][0]
        assert again.data["Statement"] == fix.policy["Statement"]
