"""The service principal is unknown.

AWS refuses a policy with a service that it does not know, and a misspelt one that it took would let nobody
in.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "s33.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::invoices"},
        "StringEquals": {"aws:SourceAccount": "111122223333"}
      }
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::invoices"},
        "StringEquals": {"aws:SourceAccount": "111122223333"}
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam, principals
from ....aws.kinds import WITH_PRINCIPAL
from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import ERROR, PRINCIPAL, Problem, Rule
from ..variables._placeholders import in_principal


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A service principal that the data says does not exist, with the nearest one; what it cannot tell is
    left alone."""
    text = principal.value.text
    if (
        principal.kind != "Service"
        or text == "*"
        or "${" in text
        or "%" in text
        or in_principal(text)
        or principals.standing(text) != "unknown"
    ):
        return
    near = iam.nearest(text, principals.candidates())
    yield Problem(
        principal.value,
        (
            f'"{text}" is unknown to the data of {iam.DATE} as a service, and AWS refuses services '
            "that it does not know: "
        )
        + (f"did you mean {near}?" if near else "check its name, which has the form NAME.amazonaws.com."),
        suggestion=near,
    )


RULE = Rule(
    "unknown-service-principal", ERROR, PRINCIPAL, check, types=WITH_PRINCIPAL, section="service-invoke"
)
