"""A target that is no function, or that a pipe calls with its role, gets no permission of a function's policy."""

from __future__ import annotations

import json

import pytest

from tests.fixes.given import element, suggested
from whydenied import Guide

PIPE = '{{"resourceArn": "arn:aws:pipes:eu-west-1:333344445555:pipe/tide", "message": "{}"}}'
FAILED = "Target invocation failed with error from {}. Not allowed to invoke {}."
OWN = "arn:aws:{}:eu-west-1:333344445555:{}"


@pytest.mark.parametrize(
    ("service", "resource", "actions"),
    [
        ("sqs", "tides", {"sqs:SendMessage"}),
        ("sns", "tides", {"sns:Publish"}),
        ("states", "stateMachine:tides", {"states:StartExecution"}),
        ("kinesis", "stream/tides", {"kinesis:PutRecord", "kinesis:PutRecords"}),
        ("events", "event-bus/tides", {"events:PutEvents"}),
    ],
)
@pytest.mark.parametrize("around", ["{}", PIPE])
def test_the_pipes_role_is_allowed_what_the_target_takes(
    service: str, resource: str, actions: set[str], around: str, guide: Guide
) -> None:
    there = OWN.format(service, resource)
    denial, (fix,) = suggested(around.format(FAILED.format(service, there)), guide)
    assert fix.layer == "identity"
    assert "the pipe's role" in fix.title
    assert element(fix, "Action") == actions
    assert element(fix, "Resource") == {there}
    assert {each.action for each in denial.needs} == actions


def test_a_pipe_calls_a_function_with_its_role(guide: Guide) -> None:
    there = OWN.format("lambda", "function:tides")
    (fix,) = suggested(PIPE.format(FAILED.format("Lambda", there)), guide)[1]
    assert (fix.layer, element(fix, "Action")) == ("identity", {"lambda:InvokeFunction"})


def test_nothing_is_said_of_a_target_that_is_not_known(guide: Guide) -> None:
    assert not suggested(FAILED.format("S3", "arn:aws:s3:::tides"), guide)[1]


def test_logs_of_dns_queries_go_to_a_log_group(guide: Guide) -> None:
    text = (
        "An error occurred (InsufficientCloudWatchLogsResourcePolicy) when calling the CreateQueryLoggingConfig operation: "
        "The resource policy is too small"
    )
    (fix,) = suggested(text, guide)[1]
    assert fix.layer == "resource"
    assert element(fix, "Action") == {"logs:CreateLogStream", "logs:PutLogEvents"}
    assert "route53.amazonaws.com" in json.dumps(fix.policy)
    assert "aws:SourceAccount" in json.dumps(fix.policy)
    assert "put-resource-policy" in fix.cautions[0]
