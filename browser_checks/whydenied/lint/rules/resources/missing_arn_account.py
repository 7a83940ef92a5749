"""An ARN of an account's resource has no account id.

Only a few ARNs leave the account out, such as those of S3 buckets. Where a resource belongs to an account by its ARN, an empty field never
fits.

Bad:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1::orders"}

Good:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ._arns import faults, severity

CODE = "missing-arn-account"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An empty account where every format of the service has one."""
    if CODE not in faults(resource.text):
        return
    service = resource.text.split(":", 3)[2]
    yield Problem(
        resource,
        f'"{resource.text}" has no account id in its fifth field, but such ARNs of {service} have one, so it fits no resource: '
        "write the 12 digits of the account.",
        severity=severity(resource.text),
    )


RULE = Rule(CODE, ERROR, RESOURCE, check)
