"""Which service a source ARN belongs to, for the services that invoke functions.

Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.arn import Arn
from ....policies.nodes import Scalar
from ....policies.statements import Condition, Statement
from ...placed import placed

SOURCES = {
    "s3.amazonaws.com": {"s3"},
    "sns.amazonaws.com": {"sns"},
    "events.amazonaws.com": {"events"},
    "apigateway.amazonaws.com": {"execute-api"},
    "elasticloadbalancing.amazonaws.com": {"elasticloadbalancing"},
    "iot.amazonaws.com": {"iot"},
    "cognito-idp.amazonaws.com": {"cognito-idp"},
    "cognito-sync.amazonaws.com": {"cognito-identity"},
    "config.amazonaws.com": {"config"},
    "codecommit.amazonaws.com": {"codecommit"},
    "codepipeline.amazonaws.com": {"codepipeline"},
    "ses.amazonaws.com": {"ses"},
    "logs.amazonaws.com": {"logs"},
    "secretsmanager.amazonaws.com": {"secretsmanager"},
    "cloudformation.amazonaws.com": {"cloudformation"},
    "lex.amazonaws.com": {"lex"},
    "lexv2.amazonaws.com": {"lex"},
    "bedrock.amazonaws.com": {"bedrock", "bedrock-agentcore"},
    "lambda.alarms.cloudwatch.amazonaws.com": {"cloudwatch"},
    "vpc-lattice.amazonaws.com": {"vpc-lattice"},
}
"""Service principal -> the service in the ARNs of what invokes for it."""
POLLED = {"sqs.amazonaws.com": "SQS", "kinesis.amazonaws.com": "Kinesis", "dynamodb.amazonaws.com": "DynamoDB", "kafka.amazonaws.com": "MSK",
          "mq.amazonaws.com": "Amazon MQ"}  # fmt: skip
"""Services that invoke nothing: Lambda polls them through an event source mapping, with the execution
role."""


def caller(statement: Statement) -> str | None:
    """The regional or global name of the only service that a statement is for, without the Region."""
    names = {
        principal.value.text.lower() for principal in statement.principals if principal.kind == "Service"
    }
    if len(names) != 1 or len(statement.principals) != 1:
        return None
    name = names.pop()
    if name in SOURCES or name in POLLED:
        return name
    parts = name.split(".")
    shortened = ".".join((parts[0], *parts[-2:])) if len(parts) == 4 else name
    return shortened if shortened in SOURCES or shortened in POLLED else name


def source_arns(statement: Statement) -> Iterator[tuple[Condition, Scalar, Arn]]:
    """The values of positive tests of aws:SourceArn that are whole ARNs."""
    for condition in statement.conditions:
        if condition.name != "aws:sourcearn" or condition.negated:
            continue
        for each in condition.values:
            value = placed(each)
            if value and (parsed := Arn.parse(value.text)):
                yield condition, value, parsed


def takes_literally(condition: Condition, statement: Statement) -> bool:
    """Whether a test of aws:SourceArn compares letter by letter, in a statement that allows invoking a
    function."""
    return (
        condition.name == "aws:sourcearn"
        and condition.named.name in ("StringEquals", "StringEqualsIgnoreCase")
        and invokes(statement)
    )


def invokes(statement: Statement) -> bool:
    """Whether the statement allows invoking a function."""
    return (
        statement.allows
        and not statement.not_action
        and any(
            item.text.lower() in ("lambda:invokefunction", "lambda:invoke*", "lambda:*", "*")
            for item in statement.actions
        )
    )
