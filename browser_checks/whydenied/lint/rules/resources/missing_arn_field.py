"""An ARN has fewer than its six fields.

An ARN is arn:partition:service:region:account:resource; fields can be empty, but their colons stay. With one
too few, every later value is read as another field and the ARN fits nothing.

Bad:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:111122223333:orders"}

Good:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....aws.data import iam
from ....aws.data.regions import REGIONS
from ....aws.data.wildcards import has_wildcard
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, RESOURCE, SUGGESTION, WARNING, Problem, Rule
from ._arns import faults

CODE = "missing-arn-field"

_SERVICE = 3
"""How many fields tell of which service an ARN is, and no more."""


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An ARN with fewer than five colons."""
    if CODE not in faults(resource.text):
        return
    fields = arn.fields(resource.text)
    # A star can match beyond its colon, and AWS completes an ARN that ends early: only other ARNs surely fit
    # nothing.
    open_ended = (
        len(fields) <= _SERVICE
        or not fields[-1].strip("*")
        or any(field.endswith("*") for field in fields[:-1])
        or _ends_early(fields)
    )
    # A name in the place of a service is a dummy, in a test or in what shows how to write one.
    dummy = (
        open_ended
        and len(fields) <= _SERVICE
        and not iam.exists(fields[-1].lower())
        and not has_wildcard(fields[-1])
    )
    effect = "AWS's validation calls it an error" if open_ended else "it fits no resource"
    yield Problem(
        resource,
        f'"{resource.text}" has {len(fields)} fields where an ARN has six, so {effect}: '
        "write arn:partition:service:region:account:resource, and leave a field empty rather than out.",
        severity=SUGGESTION if dummy else WARNING if open_ended else None,
    )


def _ends_early(fields: list[str]) -> bool:
    """Whether what is there stands in its place, a Region and an account: AWS then adds a star for what is missing."""
    region, account = fields[_SERVICE], fields[_SERVICE + 1] if len(fields) > _SERVICE + 1 else ""
    return (region in ("", *REGIONS) or has_wildcard(region)) and (
        not account or has_wildcard(account) or (len(account) == 12 and account.isdigit())
    )


RULE = Rule(CODE, ERROR, RESOURCE, check, fault=faults)
