"""An element that says what a statement is about is an empty list.

## empty-array-action
Action or NotAction is an empty list.

A statement with no action does nothing; with NotAction it is about every action there is.

Bad:
    {"Effect": "Allow", "Action": [], "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Good:
    {"Effect": "Allow", "Action": ["sns:Publish"], "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

## empty-array-resource
Resource or NotResource is an empty list.

A statement with no resource does nothing; with NotResource it is about every resource there is.

Bad:
    {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": []}

Good:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": ["arn:aws:dynamodb:eu-west-1:111122223333:table/orders"]
    }

## *
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement, is_empty
from ...policy import Policy
from ...rule import EMPTY_LIST, STATEMENT, SUGGESTION, Problem, Rule


def _rule(element: str, entry: str) -> Rule:
    def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
        """An element, or its opposite, that lists nothing."""
        for name, about in ((element, "nothing"), (f"Not{element}", f"every {element.lower()}")):
            value = statement.node.get(name)
            if value is not None and is_empty(value):
                yield Problem(
                    value,
                    (
                        f"{name} is an empty list, so the statement is about {about}: write at least one "
                        f"{entry}, or take the statement out."
                    ),
                )

    return Rule(f"empty-array-{element.lower()}", SUGGESTION, STATEMENT, check, needs=(EMPTY_LIST,))


RULES = (_rule("Action", "action"), _rule("Resource", "ARN"))
