"""Which actions can use which resources, by the resource types that IAM has for each action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ....aws import arn
from ....aws.coverage import covers, meets_beyond, opened, overlaps
from ....aws.data import iam
from ....aws.data.wildcards import has_wildcard
from ....policies.nodes import UNKNOWN, Scalar
from ....policies.statements import Statement
from ...patterns import any_account
from ...placed import placed, placed_text
from ...policy import Policy
from ._arns import faults, is_beyond_data, is_star, is_unfilled, split_patterns

MOST = 4_000
"""Pairs of an action and a resource that a statement is looked at for; generated ones with more are left
alone."""

# Services whose resources lie below each other, where the ARN of the part is no ARN of the whole.
_NESTED = frozenset({"dynamodb"})


class Fit(NamedTuple):
    """How an action, or the actions of a pattern, stand to a resource type: whether any takes one, and the
    ARN patterns of those."""

    takes_any: bool
    reads_only: bool
    """Whether all of them list or read: of actions that create things the data is less sure to name the
    resource."""
    patterns: tuple[tuple[str, ...], ...]
    """The fields of each format, a star for each variable; the resource of a bucket is marked by `bucket`."""


_BUCKET = "\0bucket"


@iam.remembered
def fit(pattern: str) -> Fit | None:
    """The resources that an action or a pattern of actions works on; None when nobody can tell (unknown, or
    not loaded)."""
    names = iam.expand(pattern)
    if not names:
        return None
    found: dict[tuple[str, ...], None] = {}
    reads_only = True
    for name in names:
        action, service = iam.action(name), iam.service(name.partition(":")[0])
        if not action or not service:
            return None
        reads_only = reads_only and action.access_level in ("List", "Read")
        for row in action.resource_types:
            for one in split_patterns(service.resource_types[row.name].arn_patterns):
                fields = arn.fields(one)
                if (action.service, row.name) == ("s3", "bucket"):
                    fields[5] = _BUCKET
                found[tuple(fields)] = None
    return Fit(bool(found), reads_only, tuple(found))


@iam.remembered
def usable(pattern: str, resource: str) -> bool:
    """Whether an action of *pattern* (which is known, and takes resources) can be about something that
    *resource* fits."""
    known = fit(pattern)
    fields = arn.fields(opened(resource))
    if (
        known is None
        or len(fields) < 6
        or fields[2] in _RENAMED
        or (fields[2] in _SHARED and "tag" in pattern.lower())
        or (fields[2] == "apigateway" and fields[5].startswith("/tags"))
    ):
        return True
    return any(
        _meets(fields, wanted) or meets_beyond(resource, ":".join(wanted).replace(_BUCKET, "*"))
        for wanted in known.patterns
    )


# Two services share the prefix, and the reference lists the tags of the older one alone.
# Source:
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
# API Gateway's version 2 tags by POST, version 1 by PUT: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html
_SHARED = frozenset({"elasticloadbalancing", "aws-marketplace"})
# Resources that kept the ARNs of the service's old name:
# https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
_RENAMED = frozenset({"codestar-connections", "codeconnections"})


def _meets(fields: Sequence[str], wanted: Sequence[str]) -> bool:
    if wanted[2] == "*":
        # a vendor's ARN in a form of its own: backup's recovery points are snapshots, images, tables
        return True
    if fields[2] != wanted[2] and not overlaps(fields[2], wanted[2]):
        return False
    if wanted[5] == _BUCKET:
        return "/" not in fields[5]
    if (
        not overlaps(fields[5], wanted[5])
        or not _place(fields[3], wanted[3])
        or not _place(fields[4], wanted[4])
    ):
        return False
    return fields[2] not in _NESTED or not _is_part(fields[5], wanted[5])


def is_of_service(policy: Policy) -> bool:
    """Whether a policy is that of a service-linked role: AWS lets its own services do what no page lists."""
    return any(
        condition.name == "events:managedby"
        for statement in policy.statements[:MOST]
        for condition in statement.conditions
    )


def are_kin(one: str, other: str) -> bool:
    """Whether two services are parts of one, as redshift and redshift-serverless are: an action of the one may
    be about resources of the other though the reference does not list them."""
    return one != other and (one.startswith(f"{other}-") or other.startswith(f"{one}-"))


def _place(given: str, wanted: str) -> bool:
    # What is missing or one too many is said by the rules of those fields.
    return given == "" or wanted == "" or overlaps(given, wanted)


def _is_part(resource: str, wanted: str) -> bool:
    """Whether a resource is the index, stream or backup of a table, where the table itself is wanted."""
    parts = (
        "table/*/index/*",
        "table/*/stream/*",
        "table/*/backup/*",
        "table/*/export/*",
        "table/*/import/*",
    )
    return wanted == "table/*" and any(covers(part, resource) for part in parts)


def listed(statement: Statement) -> list[Scalar] | None:
    """The resources of a statement, all of them ARNs in order; None when one is a star or unknown, or there
    are too many to compare."""
    resources = statement.resources
    if (
        not resources
        or statement.not_resource
        or statement.not_action
        or len(resources) * len(statement.actions) > MOST
    ):
        return None
    open_ = False
    for item in resources:
        text = item.text
        if UNKNOWN in text:
            text, open_ = placed_text(text), True
        if _is_open(any_account(text)):
            return None
    return [placed(item) or item for item in resources] if open_ else resources


@iam.remembered
def _is_open(text: str) -> bool:
    """Whether a resource can be anything, or is at fault so that a rule of its own speaks of it."""
    if UNKNOWN in text or text.startswith("${") or is_star(text) or faults(text) or is_beyond_data(text):
        return True
    return is_unfilled(text) or has_wildcard(arn.service(text))


def services(fit: Fit) -> set[str]:
    """The services of the ARNs that an action works on."""
    return {pattern[2] for pattern in fit.patterns}


def actions(statement: Statement) -> list[tuple[Scalar, Fit]]:
    """The actions of a statement, and patterns, that are known; a lone star and a pattern of services are
    left out."""
    return [(item, each) for item in statement.actions if (each := fit_of_one(item.text))]


@iam.remembered
def fit_of_one(text: str) -> Fit | None:
    """The resources that an action, or a pattern of actions of one service, works on, where that is known."""
    if ":" not in text or UNKNOWN in text or "*" in text.partition(":")[0]:
        return None
    return fit(text)
