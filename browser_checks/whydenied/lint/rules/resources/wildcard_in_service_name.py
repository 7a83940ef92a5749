"""A wildcard stands in the service part of an action or ARN.

A pattern there reaches over services, also those that AWS has yet to open, and IAM refuses most of them
("cannot contain regexes").

Bad:
    {
      "Effect": "Allow",
      "Action": "dynamo*:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....aws.data.wildcards import has_wildcard
from ....policies.nodes import UNKNOWN
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, Problem, Rule
from ._arns import is_star


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Patterns before the colon of an action, and in the third field of an ARN."""
    for action in statement.actions:
        prefix, colon, name = action.text.partition(":")
        if colon and has_wildcard(prefix) and name.strip("*"):
            message = (
                f'"{prefix}" in "{action.text}" is a pattern where the name of a service belongs: write '
                "the service out, one entry for each."
            )
            yield Problem(action, message)
    for resource in statement.resources:
        service = arn.service(resource.text) if resource.text.startswith("arn:") else ""
        if service and has_wildcard(service) and UNKNOWN not in service and not is_star(resource.text):
            message = (
                f'"{service}" in "{resource.text}" is a pattern where the name of a service belongs: '
                "write the service out."
            )
            yield Problem(resource, message)


def _has_pattern(text: str) -> bool:
    return has_wildcard(text.partition(":")[0]) or has_wildcard(arn.service(text))


RULE = Rule("wildcard-in-service-name", SUGGESTION, STATEMENT, check, concerns_text=_has_pattern)
