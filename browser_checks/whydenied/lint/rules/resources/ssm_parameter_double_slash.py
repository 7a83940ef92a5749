"""The ARN of an SSM parameter has two slashes behind the word parameter.

A parameter's name begins with a slash of its own when it is in a hierarchy: ``/prod/db``. Its ARN writes that
slash once, ``parameter/prod/db``, so an ARN with ``parameter//prod/db`` fits no parameter.

Bad:
    {
      "Effect": "Allow",
      "Action": "ssm:GetParameter",
      "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter//prod/db"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "ssm:GetParameter",
      "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db"
    }

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import UNKNOWN, Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule

_TWO = ":parameter//"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A parameter's ARN with an empty first part of its name."""
    if not resource.text.startswith("arn:") or ":ssm:" not in resource.text or _TWO not in resource.text:
        return
    meant = resource.text.replace(_TWO, ":parameter/", 1)
    yield Problem(
        resource,
        (
            f'"{resource.text}" fits no parameter: the slash that a parameter\'s name begins with '
            'is the one behind "parameter".'
        ),
        suggestion=meant,
        edit=replace(resource, meant) if UNKNOWN not in meant else None,
    )


RULE = Rule("ssm-parameter-double-slash", ERROR, RESOURCE, check, unknown=True, mentions=("parameter//",))
