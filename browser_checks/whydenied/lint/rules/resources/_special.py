"""Pairs of an action and a resource of which a rule of their own speaks, so that the general ones stay
silent."""

from __future__ import annotations

from collections.abc import Iterable

from ....aws.coverage import opened
from ....policies.nodes import UNKNOWN, Scalar
from ....policies.references import referred
from ...patterns import arn
from ...policy import Policy

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
    """Whether an ARN names a bucket and none of its objects; a name that a reference leaves open has no slash."""
    named = arn(text)
    return named is not None and named.service == "s3" and not named.account and "/" not in named.resource


def seen(resource: Scalar, policy: Policy) -> str:
    """A resource with as much of its ARN as a reference to a resource of the template tells."""
    return referred(resource, policy.chars) if UNKNOWN in resource.text else resource.text


def shown(resource: Scalar, policy: Policy) -> str:
    """A resource for people, as it is written where a part is unknown."""
    written = policy.chars[resource.start : resource.end]
    if written[:1] == written[-1:] and written[:1] in ("'", '"', "`"):
        written = written[1:-1]
    return written[:_SHOWN] if UNKNOWN in resource.text and "\n" not in written else resource.text


_SHOWN = 120


def is_session(text: str) -> bool:
    """Whether an ARN names a session of a role."""
    named = arn(text)
    return named is not None and named.service == "sts" and named.resource.startswith("assumed-role/")
