"""Every AWS service may do this.

A star under Service stands for all services, and each of them acts for all its customers.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "*"},
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

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.kinds import WITH_PRINCIPAL
from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, SECURITY, Problem, Rule


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A star of the kind Service in an Allow."""
    if principal.kind == "Service" and "*" in principal.value.text:
        yield Problem(
            principal.value,
            (
                f'"{principal.value.text}" under Service means more than one service, each of which '
                "acts for anybody: name the one that calls, for example s3.amazonaws.com."
            ),
        )


RULE = Rule(
    "service-principal-wildcard",
    SECURITY,
    PRINCIPAL,
    check,
    types=WITH_PRINCIPAL,
    effect="Allow",
    section="service-invoke",
)
