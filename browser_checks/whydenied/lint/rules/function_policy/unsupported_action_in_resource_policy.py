"""An action of another service stands in the policy of a resource.

The policy of a bucket, queue, key or function is asked only when that resource is called. An action of
another service there never counts.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "kms:Decrypt",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import ERROR, POLICY, Problem, Rule
from ._belonging import MOST, are_strangers, owner, prefix_of, service_of


def check(policy: Policy) -> Iterator[Problem]:
    """An action that cannot be about the resources beside it, or about the resource that carries the
    policy."""
    carrier = owner(policy)
    for statement in policy.statements[:MOST]:
        if statement.not_action or statement.not_resource:
            continue
        services = {name for item in statement.resources if (name := service_of(item))}
        for action in statement.actions:
            prefix = prefix_of(action)
            if prefix is None or not (
                are_strangers(prefix, services) or (carrier and are_strangers(prefix, {carrier}))
            ):
                continue
            whose = carrier or next(iter(services))
            yield Problem(
                action,
                f'"{action.text}" does not belong into the policy of a resource of {whose}, which is '
                f"asked about actions of {whose} alone: put it "
                "into an identity policy, or into the policy of the other resource.",
            )


RULE = Rule("unsupported-action-in-resource-policy", ERROR, POLICY, check, types=frozenset({"resource"}))
