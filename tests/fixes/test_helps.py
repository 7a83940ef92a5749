"""A fix, put where it belongs, turns the refusal into an Allow: for the messages, and step by step for all
that evaluation refuses."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import cases
from tests.fixes.given import many, suggested
from whydenied import Guide
from whydenied.advice import Fix, suggest
from whydenied.evaluation import Decision, compiled, decide
from whydenied.report import Denial

EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
# A layer of a fix -> the layer of the evaluation; and the layer that decided -> the policy type that AWS
# names.
PLACES = {"identity": "identity", "boundary": "boundary", "session": "session", "scp": "scp", "vpc-endpoint": "vpc-endpoint",
          "resource": "resource", "trust": "resource", "key-policy": "resource", "repository-policy": "resource"}  # fmt: skip
TYPES = {"identity": "identity-based", "resource": "resource-based", "boundary": "permissions-boundary", "session": "session",
         "scp": "scp", "trust": "trust", "vpc-endpoint": "vpc-endpoint"}  # fmt: skip
REFUSED = [case for case in cases("evaluation") if case.values[0]["expected"] == "ImplicitDeny"]


def put(policies: dict[str, Any], fix: Fix) -> dict[str, Any]:
    """The policies with the fix among them, at the layer that it names."""
    new, place = fix.policy or {}, PLACES[fix.layer]
    if fix.layer == "repository-policy":
        new = {**new, "Statement": [{**one, "Resource": "*"} for one in new["Statement"]]}
    old = policies.get(place)
    if place == "scp" and old:
        return {**policies, place: [[*many(level), new] for level in old]}
    if place == "identity" or isinstance(old, list):
        return {**policies, place: [*many(old), new]}
    merged = {**old, "Statement": [*many(old["Statement"]), *new["Statement"]]} if old else new
    return {**policies, place: [[merged]] if place == "scp" else merged}


def context(fix: Fix) -> dict[str, str]:
    """What the call carries by the conditions of the fix: whom a service serves, through what a function is
    called."""
    conditions = [one.get("Condition", {}) for one in (fix.policy or {})["Statement"]]
    return {
        key: value for condition in conditions for keys in condition.values() for key, value in keys.items()
    }


def decided(denial: Denial, fixes: tuple[Fix, ...], others: dict[str, Any]) -> Decision:
    """The decision about the call that was denied, with the fixes put in."""
    printed = denial.resource if (denial.resource or "").startswith("arn:") else None
    written = (fixes[0].policy or {})["Statement"][0].get("Resource", "*")
    policies, carried = others, {}
    for fix in fixes:
        policies, carried = put(policies, fix), {**carried, **context(fix)}
    request = {
        "principal": denial.principal,
        "action": denial.action,
        "resource": printed or written,
        "context": carried,
    }
    return decide(request, compiled(policies))


def others(denial: Denial, fixes: tuple[Fix, ...]) -> dict[str, Any]:
    """What the message takes for granted: a guard rail refuses who is allowed by others, a key or role lets
    its account's policies decide."""
    found: dict[str, Any] = dict.fromkeys(("resource", "boundary", "session", "scp", "rcp", "vpc-endpoint"))
    found["identity"] = (
        []
        if {fix.layer for fix in fixes}
        <= {"identity", *(place for place in PLACES if PLACES[place] == "resource")}
        else [EVERYTHING]
    )
    if [fix.layer for fix in fixes] == ["identity"] and (denial.action or "").startswith(("kms:", "sts:")):
        account = {"AWS": "arn:aws:iam::111122223333:root"}
        found["resource"] = {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": account, "Action": denial.action, "Resource": "*"}
            ],
        }
    return found


@pytest.mark.parametrize("case", cases("fixes"))
def test_the_message_is_answered(case: dict[str, Any], guide: Guide) -> None:
    denial, fixes = suggested(case["error"], guide)
    changes = tuple(fix for fix in fixes if fix.policy)
    if not (changes and denial.action and (denial.principal or "").startswith("arn:")):
        return
    assert decided(denial, changes, others(denial, changes)).decision == "Allow"
    elsewhere = tuple(replace(fix, policy=aside(fix)) for fix in changes)
    assert decided(denial, elsewhere, others(denial, changes)).decision != "Allow"


def aside(fix: Fix) -> dict[str, Any]:
    """The fix's policy for another action, which helps nobody."""
    return {
        **(fix.policy or {}),
        "Statement": [{**one, "Action": "lambda:GetPolicy"} for one in (fix.policy or {})["Statement"]],
    }


@pytest.mark.parametrize("case", REFUSED)
def test_step_by_step_to_an_allow(case: dict[str, Any]) -> None:
    """Each refusal names one layer; mending that one leads to the next, and in the end to an Allow, or to a
    fix that says why not."""
    policies, request = copy.deepcopy(case["policies"]), {"context": {}, **copy.deepcopy(case["request"])}
    caller = request["principal"] if isinstance(request["principal"], str) else "anonymous"
    if ":iam::aws:policy/" in request["resource"]:
        return  # nobody changes a managed policy of AWS
    if ":oidc-provider/" in caller:
        return  # no message names a web identity; what a fix says of it has words to fill in
    for _ in range(5):
        found = decide(request, compiled(policies))
        if found.decision == "Allow":
            return
        fixes = suggest(
            Denial(caller, request["action"], request["resource"], "implicit", TYPES[str(found.deciding)])
        )
        change = next((fix for fix in fixes if fix.policy), None)
        if change is None:
            assert fixes[0].title.startswith("No policy")
            assert any(word in fixes[0].title for word in ("assume", "passed", "already", "not signed"))
            return
        policies = put(policies, change)
        request["context"] = {**request["context"], **context(change)}
    pytest.fail(f"still {found.decision} by {found.deciding}")
