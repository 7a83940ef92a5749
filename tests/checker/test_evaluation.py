"""Decisions: cases with their rule and source, what must hold whatever the policies, and why in words."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import cases
from tests.properties import examples
from whydenied.evaluation import BadRequest, compiled, decide, explain

CASES = cases("evaluation")
USER = "arn:aws:iam::111122223333:user/nadia"
SESSION = "arn:aws:sts::111122223333:assumed-role/harbor/run-7"
STRANGER = "arn:aws:sts::999988887777:assumed-role/courier/shift-2"
FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:invoice"
QUEUE = "arn:aws:sqs:eu-west-1:111122223333:parcels"
KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a0b0c0d-1111-2222-3333-444455556666"
CALLS = [
    ("lambda:InvokeFunction", FUNCTION),
    ("sqs:SendMessage", QUEUE),
    ("kms:Decrypt", KEY),
    ("lambda:ListFunctions", "*"),
]
PRINCIPALS = [
    "*",
    {"AWS": "111122223333"},
    {"AWS": "arn:aws:iam::111122223333:role/harbor"},
    {"AWS": USER},
    {"Service": "s3.amazonaws.com"},
]
CONDITIONS: list[dict[str, Any]] = [
    {},
    {"StringEquals": {"aws:PrincipalTag/berth": "7"}},
    {"StringNotEquals": {"aws:PrincipalTag/berth": ["7", "8"]}},
    {"Null": {"aws:SourceVpce": "false"}},
    {"ForAllValues:StringLike": {"aws:TagKeys": ["cost*"]}},
    {"NotIpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}},
]
LEVELLED = ("scp", "rcp")
OWNED = ("identity", "boundary", "session", "scp")
LAYERS = (*OWNED, "resource", "rcp", "vpc-endpoint")


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    found = decide(case["request"], compiled(case["policies"]))
    assert (found.decision, found.deciding) == (case["expected"], case["deciding"]), found.why
    assert found.why and sum(layer.decided for layer in found.path) <= 2


statement = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Allow", "Allow", "Deny"]),
        "Action": st.sampled_from(
            ["*", "lambda:*", "sqs:SendMessage", "kms:Decrypt", ["lambda:InvokeFunction", "lambda:List*"]]
        ),
        "Resource": st.sampled_from(["*", FUNCTION, [QUEUE, KEY], "arn:aws:*:*:111122223333:*"]),
        "Condition": st.sampled_from(CONDITIONS),
    }
)
owned = st.lists(statement, max_size=3).map(lambda found: {"Version": "2012-10-17", "Statement": found})


@st.composite
def named(draw: st.DrawFn) -> dict[str, Any]:
    """A policy that names principals."""
    document = draw(owned)
    return {
        **document,
        "Statement": [
            {**each, "Principal": draw(st.sampled_from(PRINCIPALS))} for each in document["Statement"]
        ],
    }


@st.composite
def policies(draw: st.DrawFn) -> dict[str, Any]:
    """Policies of every kind, each of them there or not."""
    found: dict[str, Any] = {"identity": draw(st.lists(owned, max_size=2))}
    for name in LAYERS[1:]:
        one = owned if name in OWNED else named()
        found[name] = draw(
            st.none()
            | (
                st.lists(st.lists(one, min_size=1, max_size=2), min_size=1, max_size=2)
                if name in LEVELLED
                else one
            )
        )
    return found


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """Calls of several kinds of callers, with some keys of the context."""
    action, resource = draw(st.sampled_from(CALLS))
    context = {
        "aws:PrincipalTag/berth": "7",
        "aws:SourceVpce": "vpce-1",
        "aws:TagKeys": ["cost", "team"],
        "aws:SourceIp": "203.0.113.9",
    }
    kept = draw(st.sets(st.sampled_from(sorted(context))))
    return {
        "principal": draw(
            st.sampled_from(
                [
                    USER,
                    SESSION,
                    STRANGER,
                    "s3.amazonaws.com",
                    "arn:aws:iam::111122223333:root",
                    {"type": "Anonymous"},
                ]
            )
        ),
        "action": action,
        "resource": resource,
        "resource_account": "111122223333",
        "context": {key: context[key] for key in sorted(kept)},
        "context_complete": draw(st.booleans()),
    }


def documents(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The documents of a layer."""
    given_here = found[name]
    listed = given_here if isinstance(given_here, list) else [given_here] if given_here else []
    return [one for each in listed for one in (each if isinstance(each, list) else [each])]


def changed(found: dict[str, Any], name: str, more: dict[str, Any]) -> dict[str, Any]:
    """The same policies with a statement more in the first document of a layer."""
    copy: dict[str, Any] = json.loads(json.dumps(found))
    for document in documents(copy, name)[:1]:
        document["Statement"].append(more)
    return copy


@given(requests(), policies(), st.sampled_from(LAYERS), statement, st.sampled_from(PRINCIPALS))
@examples(200)
def test_a_deny_more_never_allows(
    request: dict[str, Any], found: dict[str, Any], name: str, more: dict[str, Any], who: Any
) -> None:
    deny = {**more, "Effect": "Deny", **({} if name in OWNED else {"Principal": who})}
    if decide(request, compiled(found)).decision != "Allow":
        assert decide(request, compiled(changed(found, name, deny))).decision != "Allow"


@given(requests(), policies(), statement)
@examples(200)
def test_an_allow_more_never_denies(
    request: dict[str, Any], found: dict[str, Any], more: dict[str, Any]
) -> None:
    if decide(request, compiled(found)).decision == "Allow":
        assert (
            decide(request, compiled(changed(found, "identity", {**more, "Effect": "Allow"}))).decision
            == "Allow"
        )


@given(requests(), policies(), st.randoms())
@examples(200)
def test_order_of_statements_never_matters(
    request: dict[str, Any], found: dict[str, Any], chance: random.Random
) -> None:
    other: dict[str, Any] = json.loads(json.dumps(found))
    for name in LAYERS:
        for document in documents(other, name):
            chance.shuffle(document["Statement"])
    first, second = decide(request, compiled(found)), decide(request, compiled(other))
    assert (first.decision, first.deciding) == (second.decision, second.deciding)


@given(requests(), policies())
@examples(150)
def test_case_and_doubled_stars_change_nothing(request: dict[str, Any], found: dict[str, Any]) -> None:
    text = (
        json.dumps(found)
        .replace('"lambda:*"', '"LAMBDA:**"')
        .replace("sqs:SendMessage", "SQS:sendmessage")
        .replace("aws:PrincipalTag", "AWS:principaltag")
    )
    loud = {
        **request,
        "action": request["action"].upper(),
        "context": {key.upper(): value for key, value in request["context"].items()},
    }
    first, second = decide(request, compiled(found)), decide(loud, compiled(json.loads(text)))
    assert (first.decision, first.deciding) == (second.decision, second.deciding)


@given(requests(), policies())
@examples(200)
def test_every_reason_can_be_told(request: dict[str, Any], found: dict[str, Any]) -> None:
    policies_compiled = compiled(found)
    decision = decide(request, policies_compiled)
    assert not policies_compiled.problems and decision.why and decision.path
    if not decision.certain:
        assert decision.missing_keys
    for levels in policies_compiled.layers.values():
        for each in (one for level in levels or () for one in level.statements):
            assert explain(each, decision.request).why
    if decision.matched and decision.statement:
        assert explain(decision.statement, decision.request).matches in (True, None)


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["*", "Allow", USER, FUNCTION, "${a", "lambda:*"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5)
            | st.sampled_from(
                [
                    "Statement",
                    "Effect",
                    "Action",
                    "Resource",
                    "Principal",
                    "Condition",
                    "AWS",
                    "Bool",
                    "IpAddress",
                    "DateEquals",
                    "ArnLike",
                    "aws:a",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(requests(), st.dictionaries(st.sampled_from(LAYERS), anything))
@examples(300)
def test_any_json_is_a_policy_or_a_problem(request: dict[str, Any], found: dict[str, Any]) -> None:
    decision = decide(request, compiled(found))
    assert decision.decision and decision.why and decision.path
    assert all(problem.why for problem in decision.policies.problems)


@given(
    st.fixed_dictionaries(
        {"principal": anything, "action": anything, "resource": anything, "context": anything}
    )
)
@examples(200)
def test_any_request_is_decided_or_refused_in_a_sentence(request: dict[str, Any]) -> None:
    try:
        assert decide(request, compiled({})).why
    except BadRequest as bad:
        assert str(bad).endswith(".")


def why(**changes: Any) -> str:
    """Why nadia may not invoke the function under one identity statement."""
    allow = {
        "Effect": "Allow",
        "Action": "lambda:InvokeFunction",
        "Resource": FUNCTION,
        **changes.pop("statement", {}),
    }
    request = {"principal": USER, "action": "lambda:InvokeFunction", "resource": FUNCTION, **changes}
    return " ".join(
        decide(request, compiled({"identity": [{"Version": "2012-10-17", "Statement": [allow]}]})).why
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"resource": f"{FUNCTION}:live"}, "without a version or alias, and the call went to invoice:live"),
        ({"statement": {"Resource": f"{FUNCTION}:*"}}, "went to invoice without a version or alias"),
        ({"resource": FUNCTION.replace("invoice", "Invoice")}, "capital letters count"),
        (
            {"resource": FUNCTION.replace("eu-west-1", "us-east-1")},
            "the Region eu-west-1, and the call went to us-east-1",
        ),
        (
            {"statement": {"Resource": FUNCTION.replace("1111", "2222")}},
            "the account 222222223333, and the call went to 111122223333",
        ),
        ({"statement": {"Action": "lambda:Invoke"}}, "it is about lambda:Invoke"),
        (
            {"statement": {"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}}},
            "StringEquals asks for aws:SourceVpce to be vpce-1, and the request does not carry it",
        ),
        ({"statement": {"Condition": {"StringIs": {"a": "b"}}}}, "there is no condition operator StringIs"),
        (
            {"statement": {"Resource": f"{FUNCTION}-${{aws:PrincipalTag/team}}"}},
            "the request carries no aws:PrincipalTag/team",
        ),
    ],
)
def test_what_does_not_match_is_named(changes: dict[str, Any], words: str) -> None:
    assert words in why(**changes)


def test_unknown_keys_are_named_instead_of_called_false() -> None:
    allow = {
        "Effect": "Allow",
        "Action": "*",
        "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}},
    }
    request = {"principal": USER, "action": "sqs:SendMessage", "resource": QUEUE, "context_complete": False}
    found = decide(request, compiled({"identity": [{"Statement": allow}]}))
    assert (found.decision, found.certain, found.missing_keys) == ("ImplicitDeny", False, ("aws:SourceIp",))
    assert [layer.state for layer in found.path if layer.name == "identity"] == ["unknown"]


def test_statements_are_counted_through_the_levels() -> None:
    full = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    deny = {
        "Version": "2012-10-17",
        "Statement": [*full["Statement"], {"Effect": "Deny", "Action": "lambda:*", "Resource": "*"}],
    }
    request = {"principal": USER, "action": "lambda:InvokeFunction", "resource": FUNCTION}
    assert decide(request, compiled({"identity": [full], "scp": [[full], [full, deny]]})).matched == (
        "scp",
        2,
        1,
    )
