"""The function URL is open to everyone.

With the authorization type NONE anybody who knows the address invokes the function, and you pay for it.

Bad (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": "*",
      "Action": "lambda:InvokeFunctionUrl",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}}
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
from ...rule import SECURITY, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """InvokeFunctionUrl for everyone with the authorization type NONE."""
    if statement.not_action or not any(
        item.text.lower() == "lambda:invokefunctionurl" for item in statement.actions
    ):
        return
    star = next((principal for principal in statement.principals if principal.value.text == "*"), None)
    types = [
        value.text
        for condition in statement.conditions
        if condition.name == "lambda:functionurlauthtype"
        for value in condition.values
    ]
    if star and "NONE" in types:
        yield Problem(
            star.value,
            "Everyone who knows the address of the function URL can invoke the function. If that "
            "is not meant, set the type AWS_IAM and name who may; if it is, let the code check "
            "the caller.",
        )


RULE = Rule(
    "lambda-url-public",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    mentions=("invokefunctionurl",),
    section="function-url",
)
