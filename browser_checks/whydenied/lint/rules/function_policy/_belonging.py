"""Whose resource a policy is for, and which actions and ARNs belong together.

Source:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from collections import Counter

from ....aws.arn import Arn
from ....aws.data import iam
from ....aws.data.wildcards import has_wildcard
from ....policies.nodes import UNKNOWN, Scalar
from ....policies.statements import Statement
from ...patterns import arn
from ...policy import Policy

MOST = 200
"""Statements of a policy that are looked at; generated ones with more are left alone."""


@iam.remembered
def services_of(prefix: str) -> frozenset[str] | None:
    """The services in the ARNs that the actions of a service take, its own among them; None when nobody can
    tell, or any service's will do."""
    found = iam.service(prefix)
    if not found:
        return None
    arns = (
        one
        for row in found.resource_types.values()
        for pattern in row.arn_patterns
        for one in pattern.split(", ")
    )
    named = {known.service for one in arns if (known := Arn.parse(one))} | {prefix}
    return None if any("$" in name or "*" in name for name in named) else frozenset(named)


def prefix_of(action: Scalar) -> str | None:
    """The service of an action, None when it has none or a pattern stands for it."""
    prefix, colon, _ = action.text.lower().partition(":")
    return prefix if colon and not has_wildcard(prefix) and UNKNOWN not in prefix else None


def service_of(resource: Scalar) -> str | None:
    """The service of a resource's ARN, None when it is none or of a service that the data does not have."""
    named = arn(resource.text)
    return named.service if named and iam.exists(named.service) else None


def are_strangers(prefix: str, services: set[str]) -> bool:
    """Whether no action of a service can be about a resource of those services."""
    taken = services_of(prefix)
    return taken is not None and bool(services) and not taken & services


def owner(policy: Policy) -> str | None:
    """The service whose resource carries the policy: the one of all ARNs, or else of most statements; None
    when that is not plain."""
    if policy.service and iam.exists(policy.service):
        # What a wrapper is called after is a guess, when not one action is of that service.
        prefixes = {prefix_of(item) for each in policy.statements[:MOST] for item in each.actions}
        return policy.service if prefixes & {policy.service, None} else None
    votes = Counter(service for statement in policy.statements[:MOST] for service in _votes(statement))
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] > 1 and best[0][1] * 2 > votes.total() else None


def _votes(statement: Statement) -> list[str]:
    """The services of a statement's ARNs, or else of its actions, each as often as it stands there."""
    services = [name for item in statement.resources if (name := service_of(item))]
    return services or [name for item in statement.actions if (name := prefix_of(item)) and iam.exists(name)]
