"""Condition keys about the resource on whose behalf a service calls.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from __future__ import annotations

SOURCE = frozenset(
    {
        "aws:sourcearn",
        "aws:sourceaccount",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "kms:viaservice",
        "kms:calleraccount",
    }
)
"""Keys that hold a service to the resources of some."""
WEAKER = frozenset({"aws:referer", "aws:useragent", "lambda:eventsourcetoken", "aws:sourceip", "aws:securetransport", "aws:sourcevpc", "aws:sourcevpce",
                    "s3:x-amz-acl", "aws:requestedregion"})  # fmt: skip
"""Keys that stand in their place in older policies, and hold less."""
OWN = frozenset(
    {
        "edgelambda.amazonaws.com",
        "lambda.amazonaws.com",
        "ec2.amazonaws.com",
        "ecs-tasks.amazonaws.com",
        "replicator.lambda.amazonaws.com",
    }
)
"""Services that use a resource for its owner: no other customer's resource can make them call."""
