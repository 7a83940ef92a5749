"""Pairs of an action and a resource of which a rule of their own speaks, so that the general ones stay
silent."""

from __future__ import annotations

from collections.abc import Iterable

from ....aws.coverage import opened
from ...patterns import arn

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


def is_session(text: str) -> bool:
    """Whether an ARN names a session of a role."""
    named = arn(text)
    return named is not None and named.service == "sts" and named.resource.startswith("assumed-role/")
