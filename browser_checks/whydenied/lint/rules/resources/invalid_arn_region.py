"""The Region in an ARN does not exist.

A Region with a letter swapped, or an Availability Zone such as eu-west-1a in its place, makes an ARN that
fits nothing, and IAM saves it.

Bad:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-wset-1:111122223333:table/orders"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Not this: A pattern may stand for several Regions.
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-*:111122223333:orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....aws.data.nearest import nearest
from ....aws.data.regions import REGIONS
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ._arns import faults

CODE = "invalid-arn-region"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Region that the list of Regions does not have."""
    if CODE not in faults(resource.text):
        return
    fields = arn.fields(resource.text)
    near = nearest(fields[3], sorted(REGIONS))
    zone = fields[3][:-1] in REGIONS
    hint = (
        f"{fields[3]} is an Availability Zone of {fields[3][:-1]}, so write the Region."
        if zone
        else f"did you mean {near}?"
        if near
        else "see its name."
    )
    meant = ":".join([*fields[:3], fields[3][:-1] if zone else near or "", *fields[4:]])
    yield Problem(
        resource,
        (
            f'"{fields[3]}" in "{resource.text}" is a Region unknown to the data at hand, so the '
            f"ARN fits no resource: {hint}"
        ),
        meant if near or zone else None,
        replace(resource, meant) if zone and not faults(meant) else None,
    )


RULE = Rule(CODE, ERROR, RESOURCE, check, fault=faults)
