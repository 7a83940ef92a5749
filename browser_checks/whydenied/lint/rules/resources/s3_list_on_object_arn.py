"""Listing a bucket is allowed on its objects.

Listing is an action on the bucket, so its resource is ``arn:aws:s3:::bucket``; on ``bucket/*`` it is denied,
and S3 then answers Access Denied also for keys that do not exist.

Bad:
    {"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::invoices/*"}

Good:
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::invoices", "arn:aws:s3:::invoices/*"]
    }

Not this: With the bucket beside its objects, listing is allowed.
    {
      "Effect": "Allow",
      "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]
    }

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data.wildcards import has_wildcard
from ....policies.nodes import UNKNOWN, Scalar
from ....policies.statements import Statement
from ....text.regex import lazy_regex
from ...patterns import includes
from ...policy import Policy
from ...rule import ERROR, STATEMENT, SUGGESTION, WARNING, Problem, Rule
from ._special import LOOKED_AT, is_listing, is_object, seen, shown, stands_elsewhere


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Listing beside resources that are all objects of buckets."""
    if statement.not_action or statement.not_resource or not statement.resources:
        return
    listing = [action for action in statement.actions if is_listing(action.text)]
    if not listing or not all(is_object(seen(resource, policy)) for resource in statement.resources):
        return
    resource = statement.resources[0]
    if any(UNKNOWN in item.text for item in statement.resources):
        yield from _by_reference(listing[0], statement, policy)
        return
    bucket = _BUCKET.match(resource.text)[0]  # type: ignore[index]  # it matches the empty text, too
    named = listing[0].text
    what = (
        f'"{named}" is an action on the bucket, and "{resource.text}" names objects in it, so '
        f"listing is not {_done(statement)}"
    )
    alone = len(listing) == len(statement.actions)
    elsewhere = not has_wildcard(named) and _elsewhere(named, bucket, statement, policy)
    if elsewhere:
        message = f"{what} here; another statement names the bucket, so the entry can go."
    else:
        message = f'{what}: {"write" if alone else "add"} "{bucket}".'
    # One action that s3:List* stands for is about objects: the parts of an upload.
    open_ended = has_wildcard(bucket) or has_wildcard(named)
    grade = SUGGESTION if elsewhere else WARNING if open_ended else None
    yield Problem(resource if alone else listing[0], message, None if elsewhere else bucket, severity=grade)


def _by_reference(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """The same where a template tells the bucket: `"${aws_s3_bucket.reports.arn}/*"`."""
    if not stands_elsewhere(action, statement, policy):
        yield Problem(
            action,
            f'"{action.text}" is an action on the bucket, and "{shown(statement.resources[0], policy)}" names objects '
            f"in it, so listing is not {_done(statement)}: add the ARN of the bucket itself.",
            severity=WARNING,
        )


# What stands before the first slash that is not a part of a variable.
_BUCKET = lazy_regex(r"(?:\$\{[^{}]{0,200}\}|[^/])*+")


def _done(statement: Statement) -> str:
    return "denied" if statement.denies else "allowed"


def _elsewhere(action: str, bucket: str, statement: Statement, policy: Policy) -> bool:
    return any(
        each.effect == statement.effect
        and includes(each, action)
        and any(item.text in (bucket, "*") for item in each.resources)
        for each in policy.statements[:LOOKED_AT]
    )


RULE = Rule("s3-list-on-object-arn", ERROR, STATEMENT, check, concerns_action=is_listing)
