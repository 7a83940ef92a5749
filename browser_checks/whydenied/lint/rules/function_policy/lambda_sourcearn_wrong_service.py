"""The source ARN is of another service than the one that calls.

The service that calls fills aws:SourceArn in with a resource of its own. An ARN of another service never
fits, and the function is never invoked.

Bad (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "ArnLike": {"aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:news"},
        "StringEquals": {"aws:SourceAccount": "111122223333"}
      }
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

Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._sources import SOURCES, caller, invokes, source_arns


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """aws:SourceArn of a service that the principal never speaks for."""
    name = caller(statement)
    wanted = SOURCES.get(name or "") if invokes(statement) else None
    for _, value, arn in source_arns(statement) if wanted else ():
        if (
            arn.service not in (wanted or ())
            and not any(char in arn.service for char in "*?$")
            and not (name == "apigateway.amazonaws.com" and arn.service == "apigateway")
        ):
            yield Problem(
                value,
                (
                    f'"{value.text}" is of {arn.service}, and {name} calls for resources of '
                    f"{' or '.join(sorted(wanted or ()))}, so this statement never lets it in: write the "
                    "ARN of what calls."
                ),
            )


RULE = Rule(
    "lambda-sourcearn-wrong-service",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    needs=("Condition",),
    section="service-invoke",
)
