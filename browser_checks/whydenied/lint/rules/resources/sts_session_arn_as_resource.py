"""The Resource of sts:AssumeRole is a session instead of a role.

Error messages name the caller by its session, ``arn:aws:sts::…:assumed-role/ROLE/SESSION``. What is assumed
is the role, ``arn:aws:iam::…:role/ROLE``; on a session's ARN the permission never fits.

Bad:
    {
      "Effect": "Allow",
      "Action": "sts:AssumeRole",
      "Resource": "arn:aws:sts::111122223333:assumed-role/deploy/ci"
    }

Good:
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/deploy"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.arn import session_parts
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...patterns import arn, includes
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ._special import is_session


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A session's ARN in a statement about assuming roles."""
    if not is_session(resource.text) or not includes(statement, "sts:AssumeRole"):
        return
    named = arn(resource.text)
    role, _ = session_parts(resource.text)
    meant = f"arn:{named.partition}:iam::{named.account}:role/{role}" if named else None
    message = (
        f'"{resource.text}" is a session of role {role}, and only a role can be assumed, so '
        "sts:AssumeRole is never allowed by it: "
        f"write the ARN of the role, {meant}, with its path if it has one."
    )
    yield Problem(resource, message, meant)


RULE = Rule("sts-session-arn-as-resource", ERROR, RESOURCE, check, fault=is_session, placed=True)
