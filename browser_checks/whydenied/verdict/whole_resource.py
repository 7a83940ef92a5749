"""A policy that is of another bucket or function than the one that was called.

S3 saves no bucket policy that names another bucket, and Lambda writes the function's ARN itself, so the names in such a
policy say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws.arn import Arn
from ..evaluation.names import joined_or
from ..evaluation.request import texts
from ..policies.nodes import UNKNOWN
from ..report import Denial
from .pasted import Asked, statements_of

_KINDS = {"s3": "bucket", "lambda": "function"}


def of_another_resource(data: Any, kind: str | None, asked: Asked, denial: Denial) -> str | None:
    """That a resource's policy is another's, in a sentence; None when it may be the called one's."""
    request = asked.request
    if kind != "resource" or denial.policy_type not in (None, "resource-based"):
        return None
    if request.service not in _KINDS or not asked.knows_resource:
        return None
    called = _name(request.target)
    named = [_name(each) for each in _resources(data)]
    if not called or not named or None in named or called in named:
        return None
    thing = _KINDS[request.service]
    names = joined_or([*dict.fromkeys(each for each in named if each)])
    return f"So this is the policy of the {thing} {names}, and the one of the {thing} {called} decides: paste that one."


def _resources(data: Any) -> Iterator[str]:
    for statement in statements_of(data):
        listed = texts(statement.get("Resource")) if isinstance(statement, dict) else ()
        yield from listed or ("",)


def _name(value: str) -> str | None:
    """The bucket or function of an ARN; None where it is open which."""
    found = Arn.parse(value)
    if found is None or UNKNOWN in value:
        return None
    if found.service == "s3" and not found.account:
        name = found.resource.partition("/")[0]
    elif found.service == "lambda" and found.resource.startswith("function:"):
        name = found.resource.split(":")[1]
    else:
        return None
    return name if name and not set(name) & {"*", "?", "$", "{", "<"} else None
