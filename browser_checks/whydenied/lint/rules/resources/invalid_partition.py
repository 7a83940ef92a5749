"""The partition in an ARN does not exist.

The second field of an ARN is aws, aws-cn, aws-us-gov or one of the few others. IAM refuses a policy with
another word there.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:amazon:s3:::invoices/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....aws.data.nearest import nearest
from ....aws.data.regions import BY_PARTITION
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ._arns import faults

CODE = "invalid-partition"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A partition that AWS does not have."""
    if CODE not in faults(resource.text):
        return
    fields = arn.fields(resource.text)
    near = nearest(fields[1], BY_PARTITION)
    meant = ":".join([fields[0], near or "aws", *fields[2:]])
    message = (
        f'"{fields[1]}" in "{resource.text}" is no partition of AWS, so IAM refuses the policy: '
        f"write aws, or {', '.join(list(BY_PARTITION)[1:3])}."
    )
    yield Problem(resource, message, meant, replace(resource, meant) if near and not faults(meant) else None)


RULE = Rule(CODE, ERROR, RESOURCE, check, fault=faults)
