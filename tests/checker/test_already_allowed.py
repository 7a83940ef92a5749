"""A pasted policy that allows the refused call already: nobody is told to write the same once more."""

from __future__ import annotations

import json
from typing import Any

import pytest

from whydenied import Guide, Report, check

ROLE = "arn:aws:sts::111122223333:assumed-role/orders-role/orders"
QUEUE = "arn:aws:sqs:eu-west-1:111122223333:jobs"
TOPIC = "arn:aws:sns:eu-west-1:444455556666:alerts"
SAID = "says this already"
CANNOT_ASSUME = "The role defined for the function cannot be assumed by Lambda."


def refused(
    action: str, resource: str, why: str = "because no identity-based policy allows the {} action"
) -> str:
    return f"User: {ROLE} is not authorized to perform: {action} on resource: {resource} {why.format(action)}"


def policy(**statement: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]}, indent=1)


def answer(message: str, pasted: str, guide: Guide) -> Report:
    report = check(f"{message}\n\n{pasted}", guide)
    assert report.verdict
    return report


def test_the_policy_is_to_be_attached(guide: Guide) -> None:
    report = answer(refused("sqs:SendMessage", QUEUE), policy(Action="sqs:*", Resource="*"), guide)
    assert report.verdict and report.verdict.code == "already-allowed"
    assert len(report.advice) == 1 and report.advice[0].startswith(
        "Attach the policy you pasted to the role orders-role"
    )
    assert report.denials[0].advice == report.advice
    assert [(fix.kind, fix.layer, fix.policy) for fix in report.fixes] == [("put-in-force", "identity", None)]


def test_a_trust_policy_that_is_right_is_left_alone(guide: Guide) -> None:
    report = answer(
        CANNOT_ASSUME, policy(Principal={"Service": "lambda.amazonaws.com"}, Action="sts:AssumeRole"), guide
    )
    assert report.advice[0].startswith("Leave this trust policy as it is")
    assert [(fix.kind, fix.layer, fix.policy) for fix in report.fixes] == [("put-in-force", "trust", None)]


def test_without_a_policy_type_the_pasted_policy_goes_first(guide: Guide) -> None:
    report = answer(refused("sns:Publish", TOPIC, ""), policy(Action="sns:Publish", Resource="*"), guide)
    assert report.advice[0].startswith(
        "Check first that the policy you pasted is attached to the role orders-role"
    )
    assert [(fix.kind, fix.layer) for fix in report.fixes] == [
        ("put-in-force", "identity"),
        ("add", "resource"),
    ]


@pytest.mark.parametrize(
    ("message", "pasted"),
    [
        (
            refused("sns:Publish", TOPIC, "because no resource-based policy allows the {} action"),
            policy(Action="sns:Publish", Resource="*"),
        ),
        (
            refused("sqs:SendMessage", QUEUE, "because no permissions boundary allows the {} action"),
            policy(Action="sqs:*", Resource="*"),
        ),
        (
            refused("sqs:SendMessage", QUEUE, "with an explicit deny in a service control policy"),
            policy(Action="sqs:*", Resource="*"),
        ),
        (refused("sqs:SendMessage", QUEUE), policy(Action="sqs:SendMessage", Resource=QUEUE + "-2")),
    ],
)
def test_where_another_policy_decides_the_advice_stays(message: str, pasted: str, guide: Guide) -> None:
    assert answer(message, pasted, guide).advice == check(message, guide).advice
    assert not any(
        SAID in caution for fix in answer(message, pasted, guide).fixes for caution in fix.cautions
    )


def test_what_a_policy_names_is_not_what_the_message_says(guide: Guide) -> None:
    """The service in a policy's condition is not the service whose call was denied."""
    pasted = policy(
        Action="iam:PassRole",
        Resource="arn:aws:iam::111122223333:role/fn-role",
        Condition={"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}},
    )
    report = answer(refused("iam:PassRole", "arn:aws:iam::111122223333:role/fn-role"), pasted, guide)
    assert report.denials[0].service is None
    assert report.verdict and report.verdict.code == "condition-not-met"
    assert report.fixes[0].kind == "meet-condition" and not any(fix.policy for fix in report.fixes)
