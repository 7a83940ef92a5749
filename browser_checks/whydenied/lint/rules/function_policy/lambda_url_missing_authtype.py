"""A statement for a function URL does not say which authorization type it is for.

Without lambda:FunctionUrlAuthType the statement also holds when somebody sets the type of the URL to NONE.

Bad (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "lambda:InvokeFunctionUrl",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders"
    }

Good (resource):
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "a",
          "Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
          "Action": "lambda:InvokeFunctionUrl",
          "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
          "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM"}}
        },
        {
          "Sid": "b",
          "Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
          "Action": "lambda:InvokeFunction",
          "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
          "Condition": {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}}
        }
      ]
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, WARNING, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """InvokeFunctionUrl in an Allow without a condition on the authorization type; services sign their calls,
    and CloudFront's guide leaves it out."""
    if all(principal.kind == "Service" for principal in statement.principals):
        return
    found = next(
        (item for item in statement.actions if item.text.lower() == "lambda:invokefunctionurl"), None
    )
    if (
        found
        and not statement.not_action
        and not any(condition.name == "lambda:functionurlauthtype" for condition in statement.conditions)
    ):
        yield Problem(
            found,
            (
                "The statement holds for every authorization type of the function URL: add "
                '"StringEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM"}, or NONE if the URL is '
                "public."
            ),
            suggestion='"StringEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM"}',
        )


RULE = Rule(
    "lambda-url-missing-authtype",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    mentions=("invokefunctionurl",),
    section="function-url",
)
