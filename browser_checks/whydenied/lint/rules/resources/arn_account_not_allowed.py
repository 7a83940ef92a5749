"""An ARN has an account id where its service leaves that field empty.

Names of S3 buckets are unique in all accounts, so their ARNs carry no account; some other resources do the
same. With an account id in it the ARN fits nothing.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3::111122223333:invoices/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...placed import is_filled
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ._arns import faults

CODE = "arn-account-not-allowed"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An account id where no format of the service has one."""
    if CODE not in faults(resource.text) or not is_filled(resource, policy.chars):
        return
    fields = arn.fields(resource.text)
    meant = ":".join([*fields[:4], "", fields[5]])
    message = (
        f'"{resource.text}" names account {fields[4]}, but such ARNs of {fields[2]} have none, '
        "so it fits no resource: leave the field empty."
    )
    certain = len(faults(resource.text)) == 1
    yield Problem(
        resource, message, meant if certain else None, replace(resource, meant) if certain else None
    )


RULE = Rule(CODE, ERROR, RESOURCE, check, fault=faults, placed=True)
