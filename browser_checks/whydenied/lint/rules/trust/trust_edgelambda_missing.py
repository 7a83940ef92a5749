"""A role for Lambda@Edge does not trust both of its services.

A function that CloudFront runs at the edge takes its role on through edgelambda.amazonaws.com as well as
lambda.amazonaws.com. With only one of them CloudFront refuses the function.

Bad (trust):
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {"Service": ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]},
      "Action": "sts:AssumeRole"
    }

Not this (trust): A role of another service has nothing to do with the edge.
    {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}

Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import ERROR, POLICY, SUGGESTION, Problem, Rule


def check(policy: Policy) -> Iterator[Problem]:
    """One of the two services without the other: a defect where the paste is about the edge, else a hint."""
    services = [
        each
        for statement in policy.statements
        if statement.allows
        for each in statement.principals
        if each.kind == "Service"
    ]
    named = {each.value.text: each.value for each in services}
    if len(named.keys() & _BOTH) != 1:
        return
    there = next(iter(named.keys() & _BOTH))
    lacking = next(iter(_BOTH - {there}))
    proven = "edge" in policy.context or there.startswith("edge")
    if not proven and not policy.alone:
        return
    yield Problem(
        named[there],
        (
            f"The role trusts {there} alone. For Lambda@Edge it has to trust {lacking} too; for any "
            "other function nothing is missing."
        ),
        suggestion='"Service": ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]',
        severity=None if proven else SUGGESTION,
    )


_BOTH = frozenset({"lambda.amazonaws.com", "edgelambda.amazonaws.com"})


RULE = Rule("trust-edgelambda-missing", ERROR, POLICY, check, types=frozenset({"trust"}), section="edge")
