"""An ARN of a regional service has no Region.

The ARNs of most services name the Region of the resource. One with an empty Region looks complete and never fits.

Bad:
    {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns::111122223333:alerts"}

Good:
    {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ._arns import faults, severity

CODE = "missing-arn-region"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An empty Region where every format of the service has one."""
    if CODE not in faults(resource.text):
        return
    service = resource.text.split(":", 3)[2]
    yield Problem(
        resource,
        f'"{resource.text}" has no Region in its fourth field, but such ARNs of {service} have one, so it fits no resource: '
        "name the Region, or * for all of them.",
        severity=severity(resource.text),
    )


RULE = Rule(CODE, ERROR, RESOURCE, check)
