"""An action of another service stands in the policy of a resource.

The policy of a bucket, queue, key or function is asked only when that resource is called. An action of another service there never counts.

Bad (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "kms:Decrypt", "Resource": "arn:aws:s3:::invoices/*"}

Good (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...data import iam
from ...policies import facts
from ...policies.nodes import Scalar
from ...policies.policy import Policy
from ...policies.rule import ACTION, ERROR, Problem, Rule
from ...policies.statements import Statement


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action whose service is not the one of the statement's resources."""
    prefix, colon, _ = action.text.lower().partition(":")
    owners = {arn.service for resource in statement.resources if (arn := facts.arn(resource.text))} if colon else set()
    if len(owners) != 1 or any(char in "*?" for char in prefix) or statement.not_action or statement.not_resource:
        return
    owner = owners.pop()
    if (
        not owner.isalnum()
        or prefix == owner
        or (prefix, owner) in _RELATED
        or not iam.exists(owner)
        or len(statement.resources) != sum(facts.arn(each.text) is not None for each in statement.resources)
    ):
        return
    yield Problem(
        action,
        f'"{action.text}" does not belong into the policy of a resource of {owner}, which is only asked about {owner}:... actions: put it into an identity policy, or the policy of the other resource.',
    )


_RELATED = frozenset(
    {
        ("s3-object-lambda", "s3"),
        ("s3express", "s3"),
        ("execute-api", "apigateway"),
        ("apigateway", "execute-api"),
        ("es", "aoss"),
        ("ses", "sns"),
    }
)
"""Prefixes of one family."""


RULE = Rule("unsupported-action-in-resource-policy", ERROR, ACTION, check, types=frozenset({"resource"}), plain=True)
