"""An ARN has a Region where its service leaves that field empty.

IAM, S3 buckets, Route 53 and other global resources have no Region in their ARNs. With a Region in it the ARN
fits nothing.

Bad:
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam:eu-west-1:111122223333:role/resize"
    }

Good:
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/resize"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import Edit
from ...placed import is_filled
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ._arns import faults

CODE = "arn-region-not-allowed"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Region where no format of the service has one."""
    if CODE not in faults(resource.text) or not is_filled(resource, policy.chars):
        return
    fields = arn.fields(resource.text)
    meant = ":".join([*fields[:3], "", *fields[4:]])
    message = (
        f'"{resource.text}" names Region {fields[3]}, but such ARNs of {fields[2]} have none, '
        "so it fits no resource: leave the field empty."
    )
    certain = faults(meant) <= {"arn-account-not-allowed"}
    yield Problem(
        resource,
        message,
        meant if certain else None,
        Edit(*_place(resource), "") if certain and _as_written(resource, policy) else None,
    )


def _place(resource: Scalar) -> tuple[int, int]:
    """Where the Region stands in the paste, so that an edit of the account beside it can be done too."""
    fields = arn.fields(resource.text)
    start = resource.start + 1 + len(":".join(fields[:3])) + 1
    return start, start + len(fields[3])


def _as_written(resource: Scalar, policy: Policy) -> bool:
    return policy.chars[resource.start + 1 : resource.end - 1] == resource.text


RULE = Rule(CODE, ERROR, RESOURCE, check, fault=faults, placed=True)
