"""Each refusal gets the change at the layer that can help: exactly its action and resource, nothing wider."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import cases
from tests.fixes.given import element, suggested
from whydenied import Guide
from whydenied.advice import Fix, suggest
from whydenied.report import Denial

LAYERS = {
    "identity",
    "resource",
    "boundary",
    "session",
    "scp",
    "rcp",
    "vpc-endpoint",
    "trust",
    "key-policy",
    "repository-policy",
    "none",
}
WORKS_ON_ANY = {
    "ec2:",
    "xray:",
    "kinesis:ListStreams",
    "dynamodb:ListStreams",
    "lambda:",
    "s3:ListAllMyBuckets",
    "ecr:GetAuthorizationToken",
    "cloudwatch:PutMetricData",
    "aws-marketplace:",
}
FUNCTION = "arn:aws:lambda:eu-north-1:111122223333:function:billing"


@pytest.mark.parametrize("case", cases("fixes"))
def test_layer_action_and_resource(case: dict[str, Any], guide: Guide) -> None:
    want = case["expected_fix"]
    options = [want, *want.get("or", [])]
    fixes = suggested(case["error"], guide)[1]
    if want["layer"] == "none":
        assert not fixes or fixes[0].layer in {option["layer"] for option in options}
        return
    if want.get("kind") == "change-deny":
        assert [(fix.kind, fix.layer, fix.policy) for fix in fixes] == [("change-deny", want["layer"], None)]
        return
    assert any(fits(fix, option) for fix in fixes[:2] for option in options)
    written = json.dumps([fix.policy for fix in fixes], separators=(",", ":"))
    assert not [forbidden for forbidden in want.get("must_not", []) if forbidden in written]


def fits(fix: Fix, want: dict[str, Any]) -> bool:
    right = fix.layer == want["layer"] and element(fix, "Action") == set(want.get("action", []))
    return right and element(fix, "Resource") == set(want.get("resource", element(fix, "Resource")))


@pytest.mark.parametrize("case", cases("fixes"))
def test_few_and_whole(case: dict[str, Any], guide: Guide) -> None:
    fixes = suggested(case["error"], guide)[1]
    assert len(fixes) <= 3
    for fix in fixes:
        assert fix.layer in LAYERS
        assert (fix.policy is None) == (fix.layer == "none" or fix.kind == "change-deny")
        assert len(fix.cautions) <= 6
        assert all(caution[0].isupper() or caution[0] in '"*' or ":" in caution for caution in fix.cautions)
        assert all(caution.endswith((".", ")")) for caution in fix.cautions)
        assert not any("{" in caution and "}" in caution for caution in fix.cautions)


@pytest.mark.parametrize("case", cases("fixes"))
def test_sids_are_unique_and_letters_only(case: dict[str, Any], guide: Guide) -> None:
    for fix in suggested(case["error"], guide)[1]:
        sids = [statement["Sid"] for statement in (fix.policy or {}).get("Statement", [])]
        assert len(set(sids)) == len(sids)
        assert all(sid.isalnum() and sid.isascii() for sid in sids)


MARA = "arn:aws:iam::111122223333:user/mara"
OTHER = "arn:aws:sts::444455556666:assumed-role/reporting/job"
OWN_CODE = "arn:aws:sts::111122223333:assumed-role/billing-lambda/billing-worker"
MASKED = "arn:aws:lambda:eu-north-1:************:function:billing"
PLAIN = "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied"
QUEUE = "The provided execution role does not have permissions to call ReceiveMessage on SQS"


def refused(principal: str, action: str, resource: str = "", clause: str = "") -> str:
    on = f" on resource: {resource}" if resource else ""
    return f"User: {principal} is not authorized to perform: {action}{on}{clause}"


CAUTIONS = [
    # the message -> what a caution has to say
    (refused(MARA, "lambda:CreateFunction", FUNCTION), "iam:PassRole"),
    (PLAIN, "S3 gives no reason"),
    (PLAIN, "BUCKET-NAME"),
    (refused(MARA, "lambda:ListFunctions"), "only resource that matches"),
    (refused(OTHER, "lambda:InvokeFunction", FUNCTION), "different accounts"),
    (
        refused(
            OTHER,
            "lambda:InvokeFunction",
            FUNCTION,
            " because no resource-based policy allows the lambda:InvokeFunction action",
        ),
        "path",
    ),
    (refused(OTHER, "lambda:InvokeFunction", f"{FUNCTION}:blue"), "version or alias"),
    (
        refused(OTHER, "ec2:RunInstances", "arn:aws:ec2:eu-north-1:111122223333:instance/*"),
        "call through a role there",
    ),
    (
        refused(OWN_CODE, "dynamodb:GetItem", "arn:aws:dynamodb:eu-north-1:111122223333:table/x"),
        "execution role",
    ),
    (refused("arn:aws:iam::************:user/mara", "lambda:GetFunction", MASKED), "masked"),
    (refused(MARA, "lambda:GetFunctio", FUNCTION), "may be cut off"),
    (QUEUE, "AWSLambdaSQSQueueExecutionRole"),
    (QUEUE, "EXECUTION-ROLE"),
]


@pytest.mark.parametrize(("text", "word"), CAUTIONS)
def test_cautions_say_what_matters(text: str, word: str, guide: Guide) -> None:
    assert any(word in caution for fix in suggested(text, guide)[1] for caution in fix.cautions)


NOTHING = [
    "Rate exceeded",
    "",
    "User: x",
    (
        "An error occurred (MalformedPolicyDocument) when calling the PutRolePolicy operation: "
        "Syntax errors in policy."
    ),
    "ENILimitReachedException: The function cannot be attached, the account has too many network interfaces.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_says_nothing_rather_than_guess(text: str, guide: Guide) -> None:
    assert suggested(text, guide)[1] == ()


def test_a_denial_of_nothing_has_no_fix() -> None:
    assert suggest(Denial()) == ()


def test_pass_role_names_the_service_that_takes_the_role(guide: Guide) -> None:
    text = "An error occurred (AccessDeniedException) when calling the {} operation: "
    text += refused(MARA, "iam:PassRole", "arn:aws:iam::111122223333:role/billing-role")
    for operation, service in (
        ("CreateFunction", "lambda"),
        ("RunTask", "ecs-tasks"),
        ("CreateStateMachine", "states"),
    ):
        statement = (suggested(text.format(operation), guide)[1][0].policy or {})["Statement"][0]
        assert statement["Condition"] == {"StringEquals": {"iam:PassedToService": f"{service}.amazonaws.com"}}


def test_a_service_is_held_to_its_source(guide: Guide) -> None:
    call = (
        "An error occurred (InvalidArgument) when calling the PutBucketNotificationConfiguration operation: "
    )
    text = call + "Unable to validate the following destination configurations"
    statement = (suggested(text, guide)[1][0].policy or {})["Statement"][0]
    assert statement["Principal"] == {"Service": "s3.amazonaws.com"}
    assert statement["Condition"] == {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::BUCKET-NAME"},
        "StringEquals": {"aws:SourceAccount": "ACCOUNT-ID"},
    }


@pytest.mark.parametrize(
    ("around", "actions"),
    [
        ("", [("lambda:InvokeFunction", "If "), ("sqs:SendMessage", "If "), ("sns:Publish", "If ")]),
        ("bucket uploads.\n", [("lambda:InvokeFunction", "If "), ("sqs:SendMessage", "If "), ("sns:Publish", "If ")]),
        ("queue_arn = aws_sqs_queue.jobs.arn\ntopic_arn = aws_sns_topic.t.arn\n", [
            ("lambda:InvokeFunction", "If "), ("sqs:SendMessage", "If "), ("sns:Publish", "If "),
        ]),
        ("lambda_function_arn = aws_lambda_function.f.arn\n", [("lambda:InvokeFunction", "Let ")]),
        ("serverless: functions are deployed to buckets\n", [("lambda:InvokeFunction", "Let ")]),
        ("topic_arn = aws_sns_topic.t.arn\n", [("sns:Publish", "Let ")]),
    ],
)  # fmt: skip
def test_a_notification_goes_where_the_paste_says(
    around: str, actions: list[tuple[str, str]], guide: Guide
) -> None:
    text = f"{around}InvalidArgument: Unable to validate the following destination configurations"
    fixes = suggested(text, guide)[1]
    assert [element(fix, "Action") for fix in fixes] == [{action} for action, _ in actions]
    assert all(fix.title.startswith(begin) for fix, (_, begin) in zip(fixes, actions, strict=True))
    assert all(
        statement["Condition"]["ArnLike"]["aws:SourceArn"].startswith("arn:aws:s3:::")
        for fix in fixes
        for statement in (fix.policy or {})["Statement"]
    )


def test_only_actions_without_a_resource_stand_on_any(guide: Guide) -> None:
    for case in cases("fixes"):
        for fix in suggested(case.values[0]["error"], guide)[1]:
            for statement in (fix.policy or {}).get("Statement", []):
                if statement.get("Resource") == "*" and fix.layer != "key-policy":
                    actions = (
                        statement["Action"]
                        if isinstance(statement["Action"], list)
                        else [statement["Action"]]
                    )
                    assert all(action.startswith(tuple(WORKS_ON_ANY)) for action in actions), actions
