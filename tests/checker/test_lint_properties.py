"""Any value and any text that was meant as a policy gives a report; edits mend; what is huge costs no more
than its size."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.fixtures import under
from tests.properties import examples
from whydenied import Guide, Report, check
from whydenied.aws.kinds import TYPES
from whydenied.lint.edits import apply
from whydenied.report import Finding

GUIDE = Guide.empty()
NO_GROUP = (
    '{"Statement": {"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": '
    '"arn:aws:logs:eu-west-1:111122223333:log-group:"}}'
)
ELEMENTS = [
    "Version", "Id", "Statement", "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition",
    "action", "Fn::If", "AWS", "Service", "StringEquals", "ForAllValues:StringLike", "NullIfExists", "Bool", "aws:SourceArn", "aws:TagKeys",
]  # fmt: skip
WORDS = [
    "2012-10-17", "2008-10-17", "Allow", "Deny", "", "*", "s3:GetObject", "s3:*", "lambda:Invoke?unction", "iam:PassRole", "sts:AssumeRole",
    "arn:aws:s3:::orders/*", "arn:aws:lambda:eu-west-1:111122223333:function:orders", "arn:aws:iam::111122223333:root", "arn::", "111122223333",
    "lambda.amazonaws.com", "${aws:username}", "${aws:username, 'x", "${", "<region>", "true", "10.0.0.0/8", "2026-02-30", "\ud800", "\u0000",
]  # fmt: skip
TEXTS = st.sampled_from(WORDS) | st.text(max_size=12)
VALUES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(ELEMENTS) | TEXTS, inner, max_size=5)
    ),
    max_leaves=25,
)
STATEMENTS = st.dictionaries(st.sampled_from(ELEMENTS[3:12]), VALUES, max_size=8)
POLICIES = st.fixed_dictionaries(
    {"Statement": st.lists(STATEMENTS, max_size=4) | VALUES}, optional={"Version": VALUES, "Id": VALUES}
)
DAMAGE = [
    "",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "'",
    "\u201c",
    "\\",
    "\n",
    "//",
    "null",
    "1e9",
    "${",
    "\ud800",
    '"Action": "x",',
    "\u00a0",
    "*",
]


@cache
def policies() -> list[tuple[str, str | None]]:
    """The policies of all cases that are no longer than a person writes, with their type."""
    pastes = [paste for _, case in under(ROOT / "tests/cases/lint") for paste in case.texts]
    return [(paste.text, paste.label or None) for paste in pastes if len(paste.text) < 4_000]


def well_formed(report: Report, paste: str) -> None:
    """Every span lies inside the paste, and every line and column is the place where it begins."""
    json.dumps(report.to_json())
    for finding in (finding for policy in report.policies for finding in policy.findings):
        start, end = finding.span or (0, 0)
        assert 0 <= start <= end <= len(paste), finding.code
        assert (finding.line, finding.column) == (
            paste.count("\n", 0, start) + 1,
            start - paste.rfind("\n", 0, start),
        ), finding.code
        if finding.edit:
            first, last = finding.edit.span
            assert 0 <= first <= last <= len(paste), finding.code


def examined(text: str, policy_type: str | None) -> list[Finding]:
    report = check(text, GUIDE, policy_type=policy_type)
    well_formed(report, text)
    return [finding for policy in report.policies for finding in policy.findings]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str | None]:
    """A policy with pieces cut out, put in and swapped at any place."""
    text, policy_type = draw(st.sampled_from(policies()))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(DAMAGE)) + text[at + draw(st.integers(0, 12)) :]
    return text, policy_type


@examples(150)
@given(VALUES | POLICIES, st.sampled_from([None, *TYPES]), st.sampled_from([None, 2]))
def test_any_value_gives_a_report(value: Any, policy_type: str | None, indent: int | None) -> None:
    examined(json.dumps(value, indent=indent), policy_type)


@examples(150)
@given(VALUES | POLICIES, st.sampled_from([None, *TYPES]))
def test_any_value_gives_a_report_with_its_characters(value: Any, policy_type: str | None) -> None:
    examined(json.dumps(value, ensure_ascii=False), policy_type)


@examples(150)
@given(mutated())
@example(('{V]: "2012-10-17", "Statement": []}', None))
@example((NO_GROUP, "identity"))
def test_any_mutation_gives_a_report(policy: tuple[str, str | None]) -> None:
    examined(*policy)


def mended(text: str, policy_type: str | None) -> str:
    """The text with the edits of all its findings done, again and again, until none is left."""
    for _ in range(12):
        edits = [
            (*finding.edit.span, finding.edit.replacement)
            for finding in examined(text, policy_type)
            if finding.edit
        ]
        if not edits:
            return text
        text = apply(text, edits)
    raise AssertionError(f"edits without end: {text}")


def test_edits_mend_what_they_are_for() -> None:
    """A rule whose every finding had an edit is silent afterwards, and what was JSON is JSON still."""
    for text, policy_type in policies():
        before = examined(text, policy_type)
        if any(finding.edit for finding in before):
            done = mended(text, policy_type)
            codes = {finding.code for finding in examined(done, policy_type)}
            assert not codes & {finding.code for finding in before} - {
                finding.code for finding in before if not finding.edit
            }, text
            if is_json(text):
                assert is_json(done), done


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@examples(150)
@given(POLICIES, st.sampled_from(TYPES))
def test_edits_of_any_policy_end(policy: Any, policy_type: str) -> None:
    mended(json.dumps(policy, indent=2), policy_type)


def policy(*statements: str) -> str:
    """A policy of statements that are text already: what is in them need not be JSON."""
    return '{"Version": "2012-10-17", "Statement": [' + ", ".join(statements) + "]}"


def statement(actions: str = '"s3:*"', resources: str = '"*"', more: str = "") -> str:
    return '{"Effect": "Allow", "Action": [' + actions + '], "Resource": [' + resources + "]" + more + "}"


def condition(block: str) -> str:
    return statement(more=', "Condition": {' + block + "}")


def several(pattern: str, count: int) -> str:
    """The pattern so many times with its number in it."""
    return ", ".join(pattern.replace("#", str(number)) for number in range(count))


NINES = "9" * 1_000_000
HOSTILE = {
    "statements": policy(
        several(statement('"sqs:SendMessage"', '"arn:aws:sqs:eu-west-1:111122223333:q#"'), 4_000)
    ),
    "same statement": policy(several(statement(), 4_000)),
    "same sid": policy(several(statement(more=', "Sid": "a"'), 4_000)),
    "actions": policy(statement(several('"sqs:A#"', 8_000))),
    "same action": policy(statement(several('"sqs:SendMessage"', 8_000))),
    "patterns": policy(statement(several('"sqs:#*A*"', 4_000))),
    "growing patterns": policy(
        statement(resources=", ".join(f'"arn:aws:s3:::{"a" * length}*"' for length in range(700)))
    ),
    "resources": policy(statement(resources=several('"arn:aws:s3:::b*#/*x"', 4_000))),
    "stars": policy(statement(resources='"arn:aws:s3:::' + "*a" * 20_000 + '"')),
    "principals": policy(
        statement(more=', "Principal": {"AWS": [' + several('"arn:aws:iam::#:root"', 4_000) + "]}")
    ),
    "condition values": policy(condition('"StringLike": {"aws:userid": [' + several('"A#*"', 8_000) + "]}")),
    "condition keys": policy(
        condition('"StringLike": {' + several('"aws:PrincipalTag/#": "*"', 4_000) + "}")
    ),
    "operators": policy(condition(several('"StringLike#": {"aws:userid": []}', 4_000))),
    "elements": policy(statement(more=", " + several('"Actions#": "*"', 8_000))),
    "same keys": policy("{" + several('"Effect": "Allow"', 8_000) + "}"),
    "keys twice": "{" + several('"Statement": [], "k#": 1', 8_000) + "}",
    "nesting": '{"Statement": ' * 10_000,
    "nested lists": '{"Version": "2012-10-17", "Statement": ' + "[" * 10_000 + "]" * 10_000 + "}",
    "nested values": policy(statement('{"a":' * 10_000 + "1" + "}" * 10_000)),
    "surrogates": policy(statement('"\ud800:\udfff"', '"arn:aws:s3:::\udc00"')),
    "escaped surrogates": policy(statement('"\\ud800:\\udfff"', '"arn:aws:s3:::\\udc00"')),
    "number": policy(statement(NINES, NINES)),
    "number of a condition": policy(
        condition('"NumericLessThan": {"aws:MultiFactorAuthAge": ' + NINES + "}")
    ),
    "number of a date": policy(condition('"DateLessThan": {"aws:CurrentTime": "' + NINES + '"}')),
    "long action": policy(statement('"' + "a" * 1_000_000 + '"')),
    "colons": policy(statement('"' + ":" * 200_000 + '"', '"' + ":" * 200_000 + '"')),
    "variables": policy(statement(resources='"arn:aws:s3:::' + "${" * 100_000 + '"')),
    "closed variables": policy(statement(resources='"arn:aws:s3:::' + "${aws:userid}" * 20_000 + '"')),
    "quotes": policy(statement(several("\u201cs3:GetObject\u201d", 4_000))),
    "policies": "\n".join([policy(statement())] * 1_000),
    "plan without ends": '+ resource "a" "b" {\n'
    + "".join(f"{' ' * (at % 90)}- Statement = [{{\n" for at in range(30_000)),
    "plan of one line": '+ resource "a" "b" {\n  ~ Statement = ' + '"a" -> ' * 100_000,
    "heads of terraform": (
        'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:GetObject"]\n  }\n}\n'
    )
    * 1_500,
    "calls of the cdk": (
        'x.addToPolicy(new iam.PolicyStatement({actions: ["s3:GetObject"], resources: ["*"]}));\n'
    )
    * 1_500,
    "callers and denials": policy(
        *[statement(more=', "Principal": {"AWS": ["*", "*"]}')] * 100,
        *[
            (
                '{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": '
                '{"StringNotEquals": {"aws:SourceVpc": "v"}}}'
            )
        ]
        * 100,
    ),
    "unclosed": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["'
    + "s3:GetObject, " * 20_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_give_an_answer(name: str) -> None:
    """A finding or a sentence; nothing here is timed, but what is not linear would not end."""
    text = HOSTILE[name]
    report = check(text, GUIDE)
    json.dumps(report.to_json())
    assert report.kind == "nothing" or report.policies
