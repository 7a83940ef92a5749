"""An ARN has fewer than its six fields.

An ARN is arn:partition:service:region:account:resource; fields can be empty, but their colons stay. With one too few, every later value is
read as another field and the ARN fits nothing.

Bad:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:111122223333:orders"}

Good:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.nodes import Scalar
from ...policies.policy import Policy
from ...policies.rule import ERROR, RESOURCE, Problem, Rule
from ...policies.statements import Statement
from ._arns import faults

CODE = "missing-arn-field"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An ARN with fewer than five colons."""
    if CODE not in faults(resource.text):
        return
    fields = resource.text.count(":") + 1
    yield Problem(
        resource,
        f'"{resource.text}" has {fields} fields where an ARN has six, so it fits no resource: '
        "write arn:partition:service:region:account:resource, and leave a field empty rather than out.",
    )


RULE = Rule(CODE, ERROR, RESOURCE, check)
