"""The source ARN of API Gateway has the wrong form.

API Gateway calls with arn:aws:execute-api:REGION:ACCOUNT:API-ID/STAGE/METHOD/PATH. The ARN of the API as a
resource, arn:aws:apigateway:..., never fits.

Bad (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": {"Service": "apigateway.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3"}}
    }

Good (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": {"Service": "apigateway.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "ArnLike": {
          "aws:SourceArn": "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*/GET/orders"
        }
      }
    }

Source:
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._sources import caller, invokes, source_arns


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An apigateway ARN, or an execute-api ARN that ends with the API or its stage."""
    if caller(statement) != "apigateway.amazonaws.com" or not invokes(statement):
        return
    for _, value, arn in source_arns(statement):
        if arn.service == "apigateway":
            yield Problem(
                value,
                (
                    f'"{value.text}" names the API as a resource; API Gateway calls with '
                    "arn:aws:execute-api:REGION:ACCOUNT:API-ID/STAGE/METHOD/PATH, so this never fits."
                ),
                suggestion="arn:aws:execute-api:REGION:ACCOUNT:API-ID/*/*/*",
            )
        elif arn.service == "execute-api" and _is_short(arn.resource):
            yield Problem(
                value,
                (
                    f'"{value.text}" is too short: API Gateway calls with API-ID/STAGE/METHOD/PATH, so this '
                    "never fits. End it with /*."
                ),
                suggestion=f"{value.text}/*",
            )


def _is_short(resource: str) -> bool:
    """Whether a resource is an API, or an API and a stage, with nothing behind that a method or route
    fits."""
    return resource.count("/") < 2 and not any(char in resource for char in "*?$")


RULE = Rule(
    "lambda-apigw-sourcearn-format",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    needs=("Condition",),
    section="service-invoke",
)
