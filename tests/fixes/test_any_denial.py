"""Any denial at all, with any text around it, gets fixes or none, never an error; and what is promised of a
fix holds for all."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import cases
from tests.properties import examples
from whydenied.advice import suggest
from whydenied.advice.request import request, without_accounts
from whydenied.guide import PREFIX
from whydenied.report import Denial

SECTIONS = ["no-permissions", "passrole", "kms", "scp", "efs", "edge", "layers", "assume-role", "execution-role-trust", "execution-role-permissions",
            "event-source-mapping", "vpc-permissions", "container-image", "code-in-s3", "service-invoke", "function-url", "s3-access-denied",
            "credentials", "access-keys", "not-access", "read-the-message", "cross-account-access", "admin-delegate", "tags"]  # fmt: skip
TYPES = [
    "identity-based",
    "resource-based",
    "scp",
    "rcp",
    "permissions-boundary",
    "session",
    "vpc-endpoint",
    "trust",
]
PRINCIPALS = ["arn:", "arn:aws:iam::111122223333:user/", "arn:aws:sts::444455556666:assumed-role/", "anonymous", "lambda.amazonaws.com", "arn:aws:iam::1:root",
              "arn:aws:sts::1:federated-user/x", "AIDAX", "arn:aws-cn:iam::1:role/a/b"]  # fmt: skip
ACTIONS = ["lambda:InvokeFunction", "lambda:*", "lambda:", ":", "iam:PassRole", "sts:AssumeRole", "kms:Decrypt", "s3:CopyObject", "kms:ReEncrypt", "lambda:ListFunctions",
           "dynamodb:ExecuteStatement", "ecr:BatchGetImage", "apigateway:CreateRestApi", "sts:AssumeRoleWithSAML", "execute-api:Invoke", "a4b:GetRoom"]  # fmt: skip
RESOURCES = ["*", "arn:aws:", "arn:aws:lambda:eu-north-1:111122223333:function:", "role x", "https://sqs.eu-north-1.amazonaws.com/111122223333/q", "arn:aws:s3:::b",
             "arn:aws:kms:eu-north-1:111122223333:key/k", "arn:aws:iam::111122223333:user/u", "name", "arn:aws:elasticfilesystem:r:a:access-point/p"]  # fmt: skip
AROUND = st.one_of(
    st.sampled_from([case.values[0]["error"] for case in cases("fixes")]), st.text(max_size=80)
)


def slot(known: list[str]) -> st.SearchStrategy[str | None]:
    """A known value, perhaps with something behind it, any text, or nothing."""
    return st.one_of(
        st.none(),
        st.sampled_from(known),
        st.builds(str.__add__, st.sampled_from(known), st.text(max_size=12)),
        st.text(max_size=20),
    )


DENIALS = st.builds(
    Denial,
    principal=slot(PRINCIPALS),
    action=slot(ACTIONS),
    resource=slot(RESOURCES),
    effect=st.sampled_from([None, "implicit", "explicit"]),
    policy_type=st.sampled_from([None, *TYPES]),
    policy_arn=slot(
        [
            "arn:aws:iam::111122223333:policy/x",
            "arn:aws:organizations::1:policy/o-a/service_control_policy/p-1",
        ]
    ),
    operation=slot(["CreateFunction", "RotateSecret", "PutBucketNotificationConfiguration"]),
    service=slot(["lambda", "SQS"]),
    encoded_message=st.sampled_from([None, "abcdefghijklmnopqrstuvwxyz"]),
    section=st.sampled_from([None, *(PREFIX + name for name in SECTIONS)]),
)


@examples(400)
@given(DENIALS, AROUND)
def test_any_denial(denial: Denial, around: str) -> None:
    fixes = suggest(denial, around)
    assert len(fixes) <= 3
    for fix in fixes:
        json.dumps(asdict(fix)).encode("utf-8")
        without_accounts(request(denial, fix))
        statements = (fix.policy or {}).get("Statement", [])
        assert all(
            set(statement) <= {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}
            for statement in statements
        )
        assert all(
            statement["Effect"] == "Allow" and "lambda:*" not in statement["Action"]
            for statement in statements
        )


@examples(100)
@given(DENIALS, AROUND)
def test_no_allow_against_an_explicit_deny(denial: Denial, around: str) -> None:
    if denial.effect == "explicit":
        assert not any(fix.policy for fix in suggest(denial, around))


@pytest.mark.slow
def test_the_text_around_is_read_in_linear_time() -> None:
    """Nothing here is timed, but what is not linear would not end."""
    denial = Denial(principal="arn:aws:iam::111122223333:user/mara", action="lambda:InvokeFunction")
    for piece in (
        "arn:aws:lambda:eu-north-1:111122223333:function:a ",
        "<",
        "GetObject for aa/",
        "role arn:aws:iam::111122223333:role/",
        "x" * 50,
        "{[",
    ):
        assert suggest(denial, piece * 60_000)
