"""An ARN lacks the Region or the account that ARNs of its service have.

## missing-arn-account
An ARN of an account's resource has no account id.

Only a few ARNs leave the account out, such as those of S3 buckets. Where a resource belongs to an account by
its ARN, an empty field never fits.

Bad:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1::orders"}

Good:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Not this: Some ARNs have no account, such as those of an API in API Gateway.
    {"Effect": "Allow", "Action": "apigateway:GET", "Resource": "arn:aws:apigateway:eu-west-1::/restapis/*"}

## missing-arn-region
An ARN of a regional service has no Region.

The ARNs of most services name the Region of the resource. One with an empty Region looks complete and never
fits.

Bad:
    {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns::111122223333:alerts"}

Good:
    {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Not this: Services for all Regions have none in their ARNs.
    {
      "Effect": "Allow",
      "Action": "route53:ChangeResourceRecordSets",
      "Resource": "arn:aws:route53:::hostedzone/Z111"
    }

## *
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ._arns import faults, severity


def _rule(code: str, lacks: str, advice: str) -> Rule:
    def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
        """An empty field where every format of the service has something in it."""
        if code not in faults(resource.text):
            return
        service = arn.service(resource.text)
        yield Problem(
            resource,
            (
                f'"{resource.text}" has no {lacks} field, but such ARNs of {service} have one, so it '
                f"fits no resource: {advice}."
            ),
            severity=severity(resource.text),
        )

    return Rule(code, ERROR, RESOURCE, check, fault=faults, placed=True)


RULES = (
    _rule("missing-arn-account", "account id in its fifth", "write the 12 digits of the account"),
    _rule("missing-arn-region", "Region in its fourth", "name the Region, or * for all of them"),
)
