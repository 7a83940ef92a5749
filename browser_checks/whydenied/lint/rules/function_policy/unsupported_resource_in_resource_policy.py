"""A resource of another service stands in the policy of a resource.

The policy is about the resource that carries it. An ARN of another service there never fits, and most
services refuse it.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:kms:eu-west-1:111122223333:key/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
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

from ... import edits
from ...policy import Policy
from ...rule import ERROR, POLICY, Problem, Rule
from ._belonging import MOST, are_strangers, owner, prefix_of, service_of


def check(policy: Policy) -> Iterator[Problem]:
    """An ARN that none of the statement's actions can be about, or of another service than the resource that
    carries the policy."""
    carrier = owner(policy)
    for statement in policy.statements[:MOST]:
        if statement.not_action or statement.not_resource:
            continue
        prefixes = {prefix for item in statement.actions if (prefix := prefix_of(item))}
        if len(prefixes) == 0 or any(prefix_of(item) is None for item in statement.actions):
            continue
        strange = [
            item
            for item in statement.resources
            if (service := service_of(item))
            and (
                all(are_strangers(prefix, {service}) for prefix in prefixes)
                or (carrier is not None and service != carrier and are_strangers(carrier, {service}))
            )
        ]
        for item in strange:
            others = len(strange) < len(statement.resources)
            yield Problem(
                item,
                f'"{item.text}" is a resource of {service_of(item)}, and the statement is about '
                f"{carrier or min(prefixes)}, so it never fits: write the ARN of the "
                "resource that carries this policy.",
                edit=edits.remove(item, policy.chars) if others and policy.editable else None,
            )


RULE = Rule("unsupported-resource-in-resource-policy", ERROR, POLICY, check, types=frozenset({"resource"}))
