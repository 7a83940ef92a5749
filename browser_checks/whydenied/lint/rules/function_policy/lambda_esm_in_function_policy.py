"""A function's policy lets in a service that never calls.

Queues and streams do not invoke functions. Lambda polls them through an event source mapping, with the
execution role; the statement does nothing.

Bad (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": {"Service": "sqs.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sqs:eu-west-1:111122223333:orders"}}
    }

Good (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::invoices"},
        "StringEquals": {"aws:SourceAccount": "111122223333"}
      }
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._sources import POLLED, invokes


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """SQS, Kinesis, DynamoDB, MSK or MQ as the principal of an invocation."""
    for principal in statement.principals if invokes(statement) else ():
        if principal.kind == "Service" and (name := POLLED.get(principal.value.text.lower())):
            yield Problem(
                principal.value,
                f"The service {name} never invokes a function: Lambda polls it through an event source "
                "mapping, with the permissions of the execution role. Give that role the permissions "
                "to "
                "read, and take this statement out.",
            )


RULE = Rule(
    "lambda-esm-in-function-policy",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    mentions=("lambda:", "*"),
    section="event-source-mapping",
)
