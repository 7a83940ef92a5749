"""Lint and evaluation read a policy in the same way: what one calls needless, misspelt or out of reach
changes no decision of the other."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from tests.properties import examples
from whydenied import Guide, check
from whydenied.evaluation import compiled, decide
from whydenied.lint.edits import apply
from whydenied.report import Finding

GUIDE = Guide.empty()
VERSION = "2012-10-17"
USER = "arn:aws:iam::111122223333:user/nadia"
# Resources that exist, and patterns that their writers may have thought to cover them.
ARNS = [
    "arn:aws:lambda:eu-west-1:111122223333:function:orders",
    "arn:aws:lambda:eu-west-1:111122223333:function:orders:live",
    "arn:aws:lambda:us-east-1:444455556666:function:orders",
    "arn:aws:logs:eu-west-1:111122223333:log-group:/app/orders:*",
    "arn:aws:s3:::orders",
    "arn:aws:s3:::orders/2026/1.json",
]
PIECES = [
    "arn",
    "aws",
    "*",
    "lambda",
    "logs",
    "s3",
    "eu-west-1",
    "eu-*",
    "e*1",
    "",
    "111122223333",
    "1111*",
    "function",
    "orders",
    "ord*",
    "orders/*",
    "/app/*",
    "log-group",
]
PATTERNS = (
    st.sampled_from(ARNS)
    | st.lists(st.sampled_from(PIECES), min_size=3, max_size=6).map(
        lambda tail: ":".join(["arn", "aws", *tail])
    )
    | st.just("*")
)
ACTIONS = [
    "lambda:InvokeFunction",
    "lambda:GetFunction",
    "lambda:Get*",
    "lambda:*",
    "lambda:invokefunction",
    "s3:GetObject",
    "s3:Get?bject",
    "s3:*",
    "logs:PutLogEvents",
    "*",
]
CALLS = ["lambda:InvokeFunction", "lambda:GetFunction", "s3:GetObject", "logs:PutLogEvents"]
CONDITIONS: list[dict[str, Any]] = [
    {},
    {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}},
    {"StringNotEquals": {"aws:PrincipalTag/team": "shop"}},
    {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/nadia"}},
    {"Bool": {"aws:SecureTransport": "true"}},
    {"ForAnyValue:StringLike": {"aws:TagKeys": ["a*", "b"]}},
    {"NumericLessThanIfExists": {"s3:max-keys": "10"}},
    {"Null": {"aws:TagKeys": "true"}},
]
CONTEXTS: list[dict[str, Any]] = [
    {},
    {
        "aws:RequestedRegion": "eu-west-1",
        "aws:SecureTransport": "true",
        "aws:TagKeys": ["abc"],
        "s3:max-keys": "5",
    },
    {"aws:RequestedRegion": "us-east-1", "aws:PrincipalTag/team": "shop", "aws:TagKeys": ["c", "b"]},
]


def some(values: list[str] | st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values) if isinstance(values, list) else values, min_size=1, max_size=4)


STATEMENTS = st.builds(
    lambda effect, actions, resources, condition, negated: {
        "Effect": effect,
        "Action": actions,
        "NotResource" if negated else "Resource": resources,
        **({"Condition": condition} if condition else {}),
    },
    st.sampled_from(["Allow", "Allow", "Deny"]),
    some(ACTIONS),
    some(PATTERNS),
    st.sampled_from(CONDITIONS),
    st.sampled_from([False, False, False, True]),
)
POLICIES = st.lists(STATEMENTS, min_size=1, max_size=4).map(
    lambda statements: {"Version": VERSION, "Statement": statements}
)


def decisions(policy: Any) -> list[str]:
    """What the policy says of every call."""
    ready = compiled({"identity": [policy]})
    calls = product(CALLS, ARNS, CONTEXTS)
    return [
        decide({"principal": USER, "action": action, "resource": arn, "context": context}, ready).decision
        for action, arn, context in calls
    ]


def findings(policy: Any) -> list[Finding]:
    return [
        finding
        for each in check(json.dumps(policy), GUIDE, policy_type="identity").policies
        for finding in each.findings
    ]


def turned(name: str) -> str:
    """A name in the other case, for operators and keys; the part of a key behind a slash is a tag's, which
    has its own."""
    front, slash, tag = name.partition("/")
    return front.swapcase() + slash + tag


def with_other_case(policy: dict[str, Any]) -> dict[str, Any]:
    """The policy with its condition operators and keys in another case, which IAM does not look at."""
    statements = [
        {
            **each,
            **(
                {
                    "Condition": {
                        turned(op): {turned(key): value for key, value in keys.items()}
                        for op, keys in each["Condition"].items()
                    }
                }
                if "Condition" in each
                else {}
            ),
        }
        for each in policy["Statement"]
    ]
    return {**policy, "Statement": statements}


def allow(resources: list[str], **condition: Any) -> dict[str, Any]:
    return {
        "Version": VERSION,
        "Statement": [
            {"Effect": "Allow", "Action": ["lambda:InvokeFunction"], "Resource": resources, **condition}
        ],
    }


@examples(60)
@given(POLICIES)
@example(allow(["arn:aws:lambda:*:function:orders", ARNS[0]]))
@example(allow(["arn:aws:lambda:e*1:111122223333:function:orders", ARNS[0], "arn:aws:lambda:*:*:orders"]))
def test_an_edit_of_what_is_needless_changes_no_decision(policy: dict[str, Any]) -> None:
    text = json.dumps(policy)
    edits = [
        finding.edit
        for each in check(text, GUIDE, policy_type="identity").policies
        for finding in each.findings
        if finding.edit and finding.code.startswith("redundant-")
    ]
    for edit in edits:
        assert decisions(json.loads(apply(text, [(*edit.span, edit.replacement)]))) == decisions(policy), edit


@examples(60)
@given(POLICIES)
@example(allow([ARNS[0]], Condition={"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}))
def test_case_of_operators_and_keys_changes_no_finding(policy: dict[str, Any]) -> None:
    other = with_other_case(policy)
    about_case = {
        "invalid-condition-operator",
        "duplicate-condition-key-case",
        "invalid-condition-key-format",
    }
    said, again = (
        [(each.code, each.severity, each.statement) for each in findings(each) if each.code not in about_case]
        for each in (policy, other)
    )
    assert said == again
    assert decisions(other) == decisions(policy)


@examples(60)
@given(PATTERNS, st.sampled_from(ARNS))
@example("arn:aws:logs:*:*:/app/*", ARNS[3])
@example("arn:aws:lambda:*:function:orders", ARNS[0])
@example("arn:aws:lambda:eu-west-1:111122223333", ARNS[0])
def test_what_lint_calls_out_of_reach_is_not_allowed(pattern: str, arn: str) -> None:
    """No resource is covered by an ARN of which lint says that it fits none."""
    action = {"lambda": "lambda:InvokeFunction", "logs": "logs:PutLogEvents", "s3": "s3:GetObject"}[
        arn.split(":")[2]
    ]
    policy = {"Version": VERSION, "Statement": [{"Effect": "Allow", "Action": action, "Resource": pattern}]}
    allowed = (
        decide(
            {"principal": USER, "action": action, "resource": arn, "context": {}},
            compiled({"identity": [policy]}),
        ).decision
        == "Allow"
    )
    out_of_reach = {
        "invalid-arn-resource",
        "invalid-arn-region",
        "invalid-arn-account",
        "invalid-arn-service",
        "missing-arn-region",
        "missing-arn-account",
        "missing-arn-field",
        "arn-region-not-allowed",
    }
    claims = {finding.code for finding in findings(policy) if finding.severity == "error"} & out_of_reach
    assert not (allowed and claims), claims
