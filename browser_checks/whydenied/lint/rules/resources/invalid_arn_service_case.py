"""The service in an ARN is not in lower case.

ARNs are compared letter by letter, and services stand in them in lower case. In an action the case does not
count, in an ARN it does.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:S3:::invoices/*"}

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
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ._arns import faults

CODE = "invalid-arn-service-case"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A service that would be right in lower case."""
    if CODE not in faults(resource.text):
        return
    fields = arn.fields(resource.text)
    meant = ":".join([*fields[:2], fields[2].lower(), *fields[3:]])
    message = (
        f'"{fields[2]}" in "{resource.text}" has capital letters, so the ARN fits no resource: '
        f"write {fields[2].lower()}."
    )
    yield Problem(resource, message, meant, replace(resource, meant))


RULE = Rule(CODE, ERROR, RESOURCE, check, fault=faults)
