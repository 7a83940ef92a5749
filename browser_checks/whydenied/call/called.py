"""What a service calls that isn't a function: the actions that the target takes, and who has to be allowed them.

Sources: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html, and for the logs of
DNS queries https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
"""

from __future__ import annotations

from typing import NamedTuple

from ..aws import arn
from ..report import Denial
from ..text.squeeze import squeezed

_ACTIONS: dict[str, tuple[str, ...]] = {
    "sqs": ("sqs:SendMessage",),
    "sns": ("sns:Publish",),
    "states": ("states:StartExecution",),
    "kinesis": ("kinesis:PutRecord", "kinesis:PutRecords"),
    "firehose": ("firehose:PutRecordBatch",),
    "events": ("events:PutEvents",),
    "logs": ("logs:CreateLogStream", "logs:PutLogEvents"),
    "batch": ("batch:SubmitJob",),
    "execute-api": ("execute-api:Invoke",),
    "lambda": ("lambda:InvokeFunction",),
}


class Target(NamedTuple):
    """What is called."""

    actions: tuple[str, ...]
    """Empty where it isn't known what the target takes."""
    resource: str
    principal: str | None
    """The service that calls; None where a pipe's role does."""


def target(denial: Denial, around: str) -> Target | None:
    """The target of a service's call, where it is no function, or where a pipe calls it; None elsewhere."""
    if (denial.error_code or "").startswith("InsufficientCloudWatchLogsResourcePolicy"):
        group = "arn:aws:logs:us-east-1:ACCOUNT-ID:log-group:LOG-GROUP-NAME:*"
        return Target(_ACTIONS["logs"], group, "route53.amazonaws.com")
    there = arn.Arn.parse(denial.resource)
    words = squeezed(around)
    if there is None or "targetinvocationfailed" not in words:
        return None
    if there.service == "lambda" and "arn:aws:pipes:" not in words:
        return None
    return Target(_ACTIONS.get(there.service, ()), str(there), None)
