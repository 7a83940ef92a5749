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

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, RESOURCE, WARNING, Problem, Rule
from ._arns import faults

CODE = "missing-arn-field"

_SERVICE = 3
"""Up to which field an ARN tells of which service it is."""


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An ARN with fewer than five colons."""
    if CODE not in faults(resource.text):
        return
    fields = resource.text.count(":") + 1
    # Examples of AWS's own end in the star of the fourth field; nowhere does AWS say that it stands for the rest.
    open_ended = resource.text.endswith(":*") and fields > _SERVICE
    effect = (
        "AWS's validation calls it an error, and nothing promises that the star stands for the rest"
        if open_ended
        else "it fits no resource"
    )
    yield Problem(
        resource,
        f'"{resource.text}" has {fields} fields where an ARN has six, so {effect}: '
        "write arn:partition:service:region:account:resource, and leave a field empty rather than out.",
        severity=WARNING if open_ended else None,
    )


RULE = Rule(CODE, ERROR, RESOURCE, check)
