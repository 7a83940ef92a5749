"""The service in an ARN does not exist.

The third field of an ARN is the short name of a service. With any other word in it the ARN fits nothing.

Bad:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamo:eu-west-1:111122223333:table/orders"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....aws.data import iam
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ..actions._names import is_slip, meant_service
from ._arns import faults

CODE = "invalid-arn-service"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A service that the list of services does not have."""
    if CODE not in faults(resource.text):
        return
    fields = arn.fields(resource.text)
    near = meant_service(fields[2]) if fields[2] else None
    meant = ":".join([*fields[:2], near, *fields[3:]]) if near else None
    hint = (
        f"did you mean {near}?"
        if near
        else "write the short name of the service, as it stands before the colon of its actions."
    )
    named = f'"{fields[2]}"' if fields[2] else "An empty field"
    yield Problem(
        resource,
        (
            f'{named} in "{resource.text}" is a service unknown to the data of {iam.DATE}, so the '
            f"ARN fits no resource: {hint}"
        ),
        meant,
        replace(resource, meant)
        if meant and near and is_slip(fields[2], near) and not faults(meant)
        else None,
    )


RULE = Rule(CODE, ERROR, RESOURCE, check, fault=faults, placed=True)
