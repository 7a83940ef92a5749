"""The source ARN has a wildcard that its operator takes literally.

StringEquals and ArnEquals differ here: the first looks for a real star, so the statement never fits. ArnLike
knows wildcards.

Bad (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": {"Service": "apigateway.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {"StringEquals": {"aws:SourceArn": "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*"}}
    }

Good (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": {"Service": "apigateway.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*"}}
    }

Not this (resource): Without a star, StringEquals and ArnLike are the same.
    {
      "Effect": "Allow",
      "Principal": {"Service": "events.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "StringEquals": {"aws:SourceArn": "arn:aws:events:eu-west-1:111122223333:rule/nightly"}
      }
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._sources import takes_literally


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A star or question mark in aws:SourceArn under StringEquals, where a function is invoked."""
    for condition in statement.conditions:
        if takes_literally(condition, statement):
            for value in condition.values:
                if "*" in value.text or "?" in value.text:
                    yield Problem(
                        value,
                        (
                            f'{condition.operator.text} looks for a real star in "{value.text}", which '
                            "no source "
                            "has, so the function is never invoked: write ArnLike."
                        ),
                        suggestion="ArnLike",
                    )


RULE = Rule(
    "lambda-sourcearn-stringequals-wildcard",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    needs=("Condition",),
    section="service-invoke",
)
