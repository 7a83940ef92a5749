"""Policies in every shape they are pasted in: the same policy is read, from its own place."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.fixtures import Case, parameters
from tests.properties import examples
from whydenied import Guide, check
from whydenied.policies.documents import Document, documents
from whydenied.policies.nodes import UNKNOWN, Node, Object, Scalar, walk
from whydenied.policies.notations import literal, strict
from whydenied.text.paste import Paste


def read(paste: str) -> list[Document]:
    return documents(Paste(paste))[0]


@pytest.mark.parametrize("case", parameters(ROOT / "tests/cases/shapes", "notations|types"))
def test_shape(case: Case) -> None:
    """The first text is pasted; each other is a policy as it is read, `?` where a program fills something
    in."""
    paste, *policies = (each.text for each in case.texts)
    found = read(paste)
    assert [json.loads(json.dumps(document.data).replace("\\ufffc", "?")) for document in found] == [
        *map(json.loads, policies)
    ]
    types = [policy.type for policy in check(paste, Guide.empty()).policies]
    assert (", ".join(document.notation for document in found) or "none") == case.facts["notations"]
    assert (", ".join(types) or "none") == case.facts["types"]


@pytest.mark.parametrize(
    "prose",
    [
        "Write a policy like this:\nEffect: Allow\nAction: s3:GetObject\nResource: '*'\n",
        "Note: a Statement has an Effect: Allow and an Action: s3:GetObject.\nSee the guide.",
        "```yaml\nEffect: Allow\nAction: s3:GetObject\n```",
    ],
)
def test_prose_in_a_string_of_json_is_no_file(prose: str) -> None:
    assert read(json.dumps({"kind": "Finding", "remediation": prose})) == []


@pytest.mark.parametrize(
    "text",
    [
        "stackPolicy:\n  - {Effect: Allow, Action: 'Update:*'}\n  - {Effect: Deny, Action: ['Update:Delete']}\n",
        "stackPolicy:\n  - Effect: Deny\n    Principal: '*'\n    Action:\n      - Update:Replace\n",
        'raise Error("say {\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [...]}")',
        'A policy looks like {"Version": "2012-10-17", "Statement": [...]}, with statements in it.',
        "filters:\n  - type: has-statement\n    statements:\n      - Effect: Allow\n        Action: '*'\n",
    ],
)
def test_what_only_looks_like_a_policy_is_none(text: str) -> None:
    assert not check(text, Guide.empty()).policies


def test_aliases_that_stand_for_billions_are_given_up() -> None:
    tens = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 12))
    lists = "".join(f"b{n}: &b{n}\n" + f"  - *b{n - 1}\n" * 10 for n in range(1, 12))
    (document,) = read(
        f"b0: &b0 x\n{tens}{lists}Statement:\n  - Effect: Allow\n    Action: *b11\n    Resource: x\n"
    )
    assert [scalar.text for scalar in document.statements[0].actions] == [UNKNOWN]


WORDS = st.text(st.sampled_from("abcXYZ019-_/*"), min_size=1, max_size=12)
ARNS = WORDS.map("arn:aws:s3:::{}".format)
STATEMENT = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Deny"]),
        "Action": st.one_of(
            WORDS.map("s3:{}".format), st.lists(WORDS.map("sqs:{}".format), min_size=1, max_size=3)
        ),
    },
    optional={
        "Resource": st.one_of(ARNS, st.lists(ARNS, min_size=1, max_size=3)),
        "Sid": WORDS,
        "Condition": st.fixed_dictionaries(
            {"StringLike": st.dictionaries(WORDS.map("aws:{}".format), WORDS, min_size=1, max_size=2)}
        ),
    },
)
POLICY = st.fixed_dictionaries(
    {"Version": st.just("2012-10-17"), "Statement": st.lists(STATEMENT, min_size=1, max_size=3)}
)


def javascript(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{ "
            + ", ".join(
                f"{key if key.isalnum() else repr(key)}: {javascript(item)}" for key, item in value.items()
            )
            + ", }"
        )
    return f"[{', '.join(map(javascript, value))}]" if isinstance(value, list) else f"'{value}'"


def terraform(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{\n"
            + "\n".join(
                f"{key if key.isalnum() else json.dumps(key)} = {terraform(item)}"
                for key, item in value.items()
            )
            + "\n}"
        )
    return f"[{', '.join(map(terraform, value))}]" if isinstance(value, list) else json.dumps(value)


NOTATIONS = {
    "json": json.dumps,
    "indented": lambda policy: json.dumps(policy, indent=4),
    "escaped": lambda policy: json.dumps(json.dumps(policy)),
    "twice escaped": lambda policy: json.dumps({"Policy": json.dumps({"Policy": json.dumps(policy)})}),
    "encoded": lambda policy: quote(json.dumps(policy)),
    "python": repr,
    "javascript": lambda policy: f"const policy = {javascript(policy)};",
    "terraform": lambda policy: (
        f'resource "aws_iam_policy" "p" {{\n  policy = jsonencode({terraform(policy)})\n}}\n'
    ),
    "heredoc": lambda policy: (
        f'resource "aws_iam_policy" "p" {{\n  policy = <<-EOF\n{json.dumps(policy, indent=2)}\nEOF\n}}\n'
    ),
    "yaml": lambda policy: yaml.safe_dump(policy, sort_keys=False),
    "template": lambda policy: yaml.safe_dump(
        {"Resources": {"R": {"Properties": {"PolicyDocument": policy}}}}, sort_keys=False, width=200
    ),
    "crlf": lambda policy: json.dumps(policy, indent=2).replace("\n", "\r\n"),
    "in a log": lambda policy: f"2026-11-24 {{started}} policy is {json.dumps(policy)} end }}",
}


@pytest.mark.parametrize("name", NOTATIONS)
@given(policy=POLICY)
@examples(25)
def test_every_notation_says_the_same(name: str, policy: dict[str, Any]) -> None:
    found = read(NOTATIONS[name](policy))
    assert [document.data for document in found] == [policy]


@given(
    policy=POLICY,
    at=st.integers(0, 400),
    damage=st.sampled_from(
        [
            "",
            "}",
            "{",
            "[",
            "]",
            '"',
            ",",
            "'",
            "\n",
            "// x\n",
            "\u201c",
            ":",
            "\\",
            "\x00",
            "\ud800",
            UNKNOWN,
        ]
    ),
    gone=st.integers(0, 3),
)
@examples(300)
def test_damage_is_no_accident(policy: dict[str, Any], at: int, damage: str, gone: int) -> None:
    text = json.dumps(policy, indent=1)
    text = text[:at] + damage + text[at + gone :]
    for document in read(text):
        start, end = document.span
        assert 0 <= start <= end <= len(text)
    json.dumps(check(text, Guide.empty()).to_json()).encode("utf-8")


@given(policy=POLICY, at=st.integers(0, 400))
@examples(150)
def test_one_lost_or_doubled_mark_is_found_and_mended(policy: dict[str, Any], at: int) -> None:
    """A comma, bracket or colon too few or too many: the edits give JSON again."""
    text = json.dumps(policy, indent=1)
    marks = [place for place, char in enumerate(text) if char in ",]}"]
    place = marks[at % len(marks)]
    broken = text[:place] + text[place + 1 :]
    report = check(broken, Guide.empty())
    assert any(finding.code == "json-syntax-error" for found in report.policies for finding in found.findings)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)


@given(
    value=st.dictionaries(st.text(max_size=6), POLICY | JSON_VALUES, min_size=1, max_size=3),
    indent=st.sampled_from([None, 1, 4]),
)
@examples(200)
def test_the_two_readers_of_json_agree(value: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    strictly, leniently = strict.read(text, 0), literal.read(text, 0)
    assert strictly is not None
    assert isinstance(leniently, literal.Reading)
    assert leniently.flaws == []
    assert [described(node) for node in walk(strictly)] == [described(node) for node in walk(leniently.node)]


def described(node: Node) -> tuple[Any, ...]:
    keys = (
        [(member.key.start, member.key.end, member.key.text) for member in node.members]
        if isinstance(node, Object)
        else []
    )
    return (
        type(node),
        node.path,
        node.start,
        node.end,
        keys,
        (node.text, node.kind) if isinstance(node, Scalar) else None,
    )
