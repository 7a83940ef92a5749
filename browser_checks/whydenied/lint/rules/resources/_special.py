"""Pairs of an action and a resource of which a rule of their own speaks, so that the general ones stay
silent."""

from __future__ import annotations

from collections.abc import Iterable

from ....aws.coverage import opened
from ....policies.nodes import UNKNOWN, Scalar
from ....policies.references import NAME, referred
from ....policies.statements import Statement
from ....text.regex import lazy_regex
from ...patterns import arn, includes
from ...policy import Policy

LOOKED_AT = 100
"""Statements that are searched for what one of them lacks."""

_LISTING = ("s3:listbucket", "s3:list*", "s3:listbucket*")
_LOG_EVENTS = ("logs:putlogevents", "logs:createlogstream")


def speaks(action: str, resources: Iterable[str]) -> bool:
    """Whether the fault is listing on objects, writing logs to a bare group, or assuming a session."""
    lower, texts = action.lower(), list(resources)
    if is_listing(action) and all(is_object(text) for text in texts):
        return True
    if lower in _LOG_EVENTS and any(":log-group:" in text for text in texts):
        return True
    return lower.startswith("sts:") and any(is_session(text) for text in texts)


def is_listing(action: str) -> bool:
    """Whether an action, or a pattern that is written for it, lists what is in a bucket."""
    lower = action.lower()
    return lower.startswith(_LISTING) and not lower.startswith("s3:listbuckets")


def is_object(text: str) -> bool:
    """Whether an ARN names objects of a bucket and cannot be the bucket's own."""
    named = arn(opened(text))
    return named is not None and named.service == "s3" and not named.account and "/" in named.resource


def is_bucket(text: str) -> bool:
    """Whether an ARN names a bucket and none of its objects; only a reference tells that a name has no slash."""
    named = arn(text.replace(NAME, "name"))
    return (
        named is not None
        and named.service == "s3"
        and not (named.account or "/" in named.resource or UNKNOWN in named.resource)
    )


def seen(resource: Scalar, policy: Policy) -> str:
    """A resource with as much of its ARN as a reference to a resource of the template tells."""
    if UNKNOWN not in resource.text:
        return resource.text
    written = policy.chars[resource.start : resource.end]
    joined = resource.text == UNKNOWN and (_JOINED.search(written) or "\n" in written)
    return resource.text if joined else referred(resource, policy.chars)


# A reference is but a part of what makes the value.
_JOINED = lazy_regex(r"[/+?]|(?<!ForObjects)(?<!for_objects)\(|Join| if |\|\|")


def stands_elsewhere(action: Scalar, statement: Statement, policy: Policy) -> bool:
    """Whether another statement of the same effect includes an action, so that its resource may stand there."""
    return any(
        each is not statement and each.effect == statement.effect and includes(each, action.text)
        for each in policy.statements[:LOOKED_AT]
    )


def shown(resource: Scalar, policy: Policy) -> str:
    """A resource for people, as it is written where a part is unknown."""
    written = policy.chars[resource.start : resource.end].strip()
    if written[:1] == written[-1:] and written[:1] in ("'", '"', "`"):
        written = written[1:-1]
    if UNKNOWN not in resource.text:
        return resource.text
    return " ".join(written.split())[:_SHOWN]


_SHOWN = 120


def is_session(text: str) -> bool:
    """Whether an ARN names a session of a role."""
    named = arn(text)
    return named is not None and named.service == "sts" and named.resource.startswith("assumed-role/")
