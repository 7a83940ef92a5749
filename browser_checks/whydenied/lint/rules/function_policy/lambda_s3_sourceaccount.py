"""A bucket may invoke the function without its account being tested.

The ARN of a bucket carries no account. When the bucket is deleted, somebody else can make one of the same
name and invoke your function.

Bad (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::invoices"}}
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

Not this (resource): The key aws:SourceAccount beside the bucket holds it to the account that owns the bucket now.
    {
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "StringEquals": {"aws:SourceAccount": "111122223333"},
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::reports"}
      }
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, Problem, Rule
from ._sources import caller, invokes, source_arns


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """S3 invoking a function with aws:SourceArn and without aws:SourceAccount."""
    if (
        caller(statement) != "s3.amazonaws.com"
        or not invokes(statement)
        or any(condition.name in _OWNER for condition in statement.conditions)
    ):
        return
    for _, value, arn in source_arns(statement):
        if arn.service == "s3" and not arn.account:
            yield Problem(
                value,
                (
                    f'"{value.text}" carries no account, so a bucket of that name in another account could '
                    f'invoke the function as well: add "StringEquals": {{"aws:SourceAccount": '
                    f'"YOUR-ACCOUNT"}}.'
                ),
                suggestion='"StringEquals": {"aws:SourceAccount": "YOUR-ACCOUNT"}',
            )
            return


_OWNER = frozenset({"aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner"})


RULE = Rule(
    "lambda-s3-sourceaccount",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    needs=("Condition",),
    section="service-invoke",
)
