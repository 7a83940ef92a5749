"""A pasted policy: which kind it is, and where it leads."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT
from tests.fixtures import Case, parameters
from whydenied import Guide, check
from whydenied.guide import PREFIX


@pytest.mark.parametrize("case", parameters(ROOT / "tests/cases/policies.md", "type|section"))
def test_policy(case: Case, guide: Guide) -> None:
    report = check(case.texts[0].text, guide)
    assert report.kind == "policy"
    assert report.policies[0].type == case.facts["type"]
    assert (report.section or "").removeprefix(PREFIX) == case.facts["section"]


@pytest.mark.parametrize("name", ["AWSLambdaFullAccess", "AWSLambdaReadOnlyAccess"])
def test_a_withdrawn_policy(name: str, guide: Guide) -> None:
    assert check(f"arn:aws:iam::aws:policy/{name}", guide).section == f"{PREFIX}admin-deprecation"


def test_an_access_key(guide: Guide) -> None:
    assert check("AKIAIOSFODNN7EXAMPLE", guide).section == f"{PREFIX}access-keys"


def test_deep_nesting_and_endless_numbers_are_no_accident(guide: Guide) -> None:
    deep = '{"Statement": ' + "[" * 20_000
    assert check(deep, guide).section in (None, f"{PREFIX}policy-validation")
    endless = '{"Statement": [{"Effect": "Allow", "Action": "lambda:*", "Resource": ' + "9" * 200_000 + "}]}"
    assert check(endless, guide).policies[0].type == "identity"


def test_a_fault_around_a_string_leaves_the_policy_in_it_alone(guide: Guide) -> None:
    written = json.dumps({"Version": "2012-10-17", "Statement": [json.loads(STATEMENT.rstrip(",\n"))]})
    text = '{"Action": [ "InlinePolicy": ' + json.dumps(written) + "}"
    (policy,) = check(text, guide).policies
    assert policy.findings == () and policy.span and policy.span.end <= len(text)


STATEMENT = (
    '{"Effect": "Allow", "Action": "lambda:GetFunction", "Resource": '
    '"arn:aws:lambda:eu-west-1:111122223333:function:orders"},\n'
)


@pytest.mark.slow
@pytest.mark.parametrize(("end", "codes"), [("", {"json-syntax-error"}), ("{}]}", {"size-identity"})])
def test_a_text_longer_than_any_policy(end: str, codes: set[str]) -> None:
    """Without an end it is given up with a sentence; with one, and sound otherwise, it is read, and is too
    long."""
    text = '{"Version": "2012-10-17", "Statement": [\n' + STATEMENT * 17_000 + end
    (policy,) = check(text, Guide.empty()).policies
    assert {finding.code for finding in policy.findings} >= codes
    assert end or "more than 2,000,000 characters" in policy.findings[0].message
