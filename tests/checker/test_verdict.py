"""Errors held against policies: the verdict and its statement, what a filled-in context changes, and that
nothing breaks it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.test_evaluation import CALLS, CONDITIONS, FUNCTION, SESSION, anything
from tests.conftest import ROOT
from tests.fixtures import Case, parameters
from tests.properties import examples
from whydenied import Guide, check
from whydenied.aws.kinds import TYPES
from whydenied.guide import PREFIX, Section
from whydenied.policies.documents import documents
from whydenied.policies.kind import kind
from whydenied.report import Denial
from whydenied.text.paste import Paste
from whydenied.verdict.verdict import verdict

KINDS = [
    "identity-based",
    "resource-based",
    "permissions-boundary",
    "session",
    "scp",
    "rcp",
    "vpc-endpoint",
    "trust",
    None,
]


@pytest.mark.parametrize(
    "case", parameters(ROOT / "tests/cases/verdicts", "verdict|statement|section|missing (action|resource)")
)
def test_case(case: Case, guide: Guide) -> None:
    """The first text is the error, the others are pasted policies; a fact with `or` allows each of
    several."""
    error, *pasted = (each.text for each in case.texts)
    found = [document for paste in pasted for document in documents(Paste(paste))[0] if document.is_policy]
    denial = check(error, guide).denials[0]
    given_back = verdict(
        denial, [document.data for document in found], [kind(document).type for document in found]
    )
    expected = case.facts
    assert given_back and given_back.code in expected["verdict"].split(" or "), given_back
    if "statement" in expected:
        assert f"{given_back.statement} of policy {given_back.policy}" == expected["statement"], (
            given_back.why
        )
    if "section" in expected:
        assert (denial.section or "").removeprefix(PREFIX) in expected["section"].split(" or ")
    for name in ("action", "resource"):
        assert expected.get(f"missing {name}") in (None, getattr(given_back, f"missing_{name}"))
    assert given_back.why.endswith(".")


def policy(**more: Any) -> dict[str, Any]:
    """A policy that lets the function be invoked, changed by *more*."""
    allow = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": FUNCTION, **more}
    return {"Version": "2012-10-17", "Statement": [allow]}


REFUSED = Denial(
    principal=SESSION,
    action="lambda:InvokeFunction",
    resource=FUNCTION,
    effect="implicit",
    policy_type="identity-based",
)


@pytest.mark.parametrize(
    ("context", "code"),
    [
        (None, "condition-not-met"),
        ({"aws:SourceVpce": "vpce-1"}, "already-allowed"),
        ({"aws:SourceVpce": "x"}, "condition-not-met"),
    ],
)
def test_a_filled_in_key_changes_the_verdict(context: dict[str, str] | None, code: str) -> None:
    found = verdict(
        REFUSED,
        [policy(Condition={"StringEquals": {"aws:SourceVpce": "vpce-1"}})],
        ["identity"],
        context=context,
    )
    assert found and found.code == code
    assert found.missing_keys == (("aws:SourceVpce",) if context is None else ())


def test_a_corrected_type_changes_the_verdict() -> None:
    refused = Denial(
        principal=SESSION,
        action="lambda:InvokeFunction",
        resource=FUNCTION,
        effect="explicit",
        policy_type="scp",
    )
    codes = [
        getattr(verdict(refused, [policy(Action="s3:*")], [kind_said]), "code", None)
        for kind_said in ("identity", "scp")
    ]
    assert codes == ["wrong-policy-type", "not-caller-s-policy"]


def test_the_path_tells_what_the_message_and_the_policies_tell() -> None:
    refused = Denial(
        principal=SESSION,
        action="lambda:InvokeFunction",
        resource=FUNCTION,
        effect="explicit",
        policy_type="scp",
    )
    found = verdict(refused, [policy()], ["identity"])
    assert found
    states = {layer.name: (layer.state, layer.decided) for layer in found.path}
    assert (states["scp"], states["identity"], states["boundary"]) == (
        ("denies", True),
        ("allows", False),
        ("unknown", False),
    )


LONELY = (
    "User: {who} is not authorized to perform: {action} on resource: {resource} because no "
    "{kind} allows the {action} action"
)
QUEUE = "arn:aws:sqs:eu-west-1:111122223333:till"
LAMBDA = "arn:aws:lambda:eu-west-1:111122223333:function:stock"


@pytest.mark.parametrize(
    ("paste", "states"),
    [
        (
            LONELY.format(
                who=SESSION, action="lambda:GetFunction", resource=LAMBDA, kind="permissions boundary"
            ),
            {"boundary": "silent", "identity": "unknown", "rcp": "not-there", "scp": "unknown"},
        ),
        (
            (
                f"User: {SESSION} is not authorized to perform: sqs:SendMessage on resource: {QUEUE} "
                "with an explicit deny in a resource control policy"
            ),
            {"rcp": "denies", "scp": "unknown", "resource": "unknown"},
        ),
        (
            LONELY.format(
                who="arn:aws:iam::111122223333:user/ida",
                action="lambda:GetFunction",
                resource=LAMBDA,
                kind="resource-based policy",
            ),
            {"resource": "silent", "session": "not-there", "identity": "unknown"},
        ),
        (f"User: {SESSION} is not authorized to perform: lambda:GetFunction on resource: {LAMBDA}", {}),
    ],
)
def test_the_path_of_an_error_alone_tells_what_the_message_tells(
    paste: str, states: dict[str, str], guide: Guide
) -> None:
    path = check(paste, guide).denials[0].path
    assert {layer.name: layer.state for layer in path if layer.name in states} == states
    assert [layer.name for layer in path if layer.decided] == [
        name for name, state in states.items() if state in ("silent", "denies")
    ]
    assert all(layer.section for layer in path)


def test_a_guide_of_ones_own_takes_a_layer_over() -> None:
    house = Guide((Section("security_iam_troubleshoot-scp", "Exceptions", "house/#exceptions"),))
    path = (
        check(
            LONELY.format(
                who=SESSION, action="lambda:GetFunction", resource=LAMBDA, kind="service control policy"
            ),
            house,
        )
        .denials[0]
        .path
    )
    assert {layer.name: layer.section and layer.section.url for layer in path if layer.decided} == {
        "scp": "house/#exceptions"
    }
    assert sum(layer.section is not None for layer in path) == 1


def test_every_refusal_is_explained_on_its_own(guide: Guide) -> None:
    pastes = [
        LONELY.format(who=SESSION, action="lambda:GetFunction", resource=LAMBDA, kind=f"{kind} policy")
        for kind in ("session", "identity-based")
    ]
    denials = check("\n".join(pastes), guide).denials
    assert [
        ("session policy" in denial.summary, "session policy" in denial.advice[0]) for denial in denials
    ] == [
        (True, True),
        (False, False),
    ]
    assert [[layer.name for layer in denial.path if layer.decided] for denial in denials] == [
        ["session"],
        ["identity"],
    ]


def test_the_verdict_says_which_refusal_it_is_about(guide: Guide) -> None:
    other = LONELY.format(
        who=SESSION, action="lambda:GetFunction", resource=LAMBDA, kind="identity-based policy"
    )
    report = check(f"AccessDenied\n\n{other}\n\n{json.dumps(policy(Resource=LAMBDA))}", guide)
    assert report.verdict and report.denials[report.verdict.denial].action == "lambda:GetFunction"


def test_policies_keep_their_numbers_beside_one_that_cannot_be_read() -> None:
    found = verdict(REFUSED, [None, policy()], [None, "identity"])
    assert found and (found.policy, found.statement) == (1, 0)


def test_no_policy_no_verdict() -> None:
    assert verdict(REFUSED, [], []) is None


denials = st.builds(
    Denial,
    principal=st.sampled_from(
        [SESSION, "anonymous", "s3.amazonaws.com", "arn:aws:iam::XXXX:user/x", None, ""]
    ),
    action=st.sampled_from(
        [*(action for action, _ in CALLS), "sts:AssumeRole", "iam:PassRole", "s3:HeadObject", "x", "", None]
    ),
    resource=st.sampled_from(
        [
            *(resource for _, resource in CALLS),
            "arn:aws:iam::111122223333:role/a",
            "orders",
            "arn:aws",
            "",
            None,
        ]
    ),
    effect=st.sampled_from(["implicit", "explicit", None]),
    policy_type=st.sampled_from(KINDS),
    section=st.sampled_from(
        [None, "security_iam_troubleshoot-execution-role-trust", "security_iam_troubleshoot-container-image"]
    ),
    operation=st.sampled_from([None, "CreateFunction", "Invoke"]),
)
shaped = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Deny"]),
        "Action": st.sampled_from(["*", "lambda:Invoke", "sts:AssumeRole", ["sqs:Send*", "InvokeFunction"]]),
        "Resource": st.sampled_from(
            ["*", FUNCTION, "arn:aws:lambda", f"{FUNCTION}:*", "${AWS::StackName}", "arn:aws:s3:::beds"]
        ),
        "Principal": st.sampled_from(["*", {"AWS": "111122223333"}, {"Service": "lambda.amazonaws.com"}]),
        "Condition": st.sampled_from(CONDITIONS),
    }
)


@given(
    denials,
    st.lists(
        st.tuples(
            anything | st.builds(lambda each: {"Statement": each}, shaped), st.sampled_from([*TYPES, None])
        ),
        max_size=3,
    ),
)
@examples(300)
def test_anything_gives_a_verdict_or_none(denial: Denial, pasted: list[tuple[Any, str | None]]) -> None:
    found = verdict(denial, [data for data, _ in pasted], [said for _, said in pasted])
    assert found is None or found.why.endswith(".")
    if found and found.statement is not None:
        assert found.policy is not None and 0 <= found.policy < len(pasted)


@given(denials, shaped, st.sampled_from(TYPES))
@examples(150)
def test_bare_statements_are_policies(denial: Denial, bare: dict[str, Any], said: str) -> None:
    if said in ("identity", "boundary", "session", "scp"):
        bare = {key: value for key, value in bare.items() if key != "Principal"}
    one, other = (
        verdict(denial, [bare], [said]),
        verdict(denial, [{"Version": "2012-10-17", "Statement": [bare]}], [said]),
    )
    assert json.dumps(one and one.code) == json.dumps(other and other.code)
