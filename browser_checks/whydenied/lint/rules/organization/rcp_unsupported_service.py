"""A resource control policy names a service that RCPs do not cover.

RCPs bind the resources of some services only: S3, SQS, KMS, STS, Secrets Manager and others, but not Lambda.
A statement about another service forbids nothing, and Organizations refuses it.

Bad (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "lambda:InvokeFunction",
      "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    }

Good (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "sqs:*",
      "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    }

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ACTION, ERROR, Problem, Rule


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action of a service outside the list, or a star for all services in a policy of one's own."""
    prefix, colon, _ = action.text.lower().partition(":")
    if prefix == "*" or not colon:
        if statement.denies and action.text == "*":
            yield Problem(action, _STAR)
        return
    if any(char in "*?" for char in prefix) or prefix in iam.RCP_SUPPORTED or not iam.exists(prefix):
        return
    yield Problem(
        action,
        f'"{action.text}" is of a service that RCPs do not cover (data of {iam.DATE}), so '
        "Organizations refuses the policy: forbid it with an SCP, which binds callers, "
        "or in the policies of the resources.",
    )


_STAR = 'The Action of an RCP cannot be "*" alone: name the services, such as "s3:*" and "sqs:*".'


RULE = Rule(
    "rcp-unsupported-service", ERROR, ACTION, check, types=frozenset({"rcp"}), section="rcp", plain=True
)
