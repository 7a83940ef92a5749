"""Resources can be changed or deleted without naming them.

The action takes the ARN of a resource, and this allows it on every one of the account.

Bad:
    {"Effect": "Allow", "Action": "dynamodb:DeleteTable", "Resource": "*"}

Good:
    {
      "Effect": "Allow",
      "Action": "dynamodb:DeleteTable",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/drafts"
    }

Not this: On resources that are named it is held to them.
    {
      "Effect": "Allow",
      "Action": "dynamodb:DeleteTable",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, WARNING, WILD_RESOURCE, Problem, Rule
from ._risky import first_of, first_with, writes


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action that changes resources, by its name or a wildcard, on every one; a suggestion, since it is
    common and often meant."""
    found = first_with(statement, policy, writes, *_EVERYDAY)
    if found:
        item, _ = found
        yield Problem(
            item,
            f'"{item.text}" is allowed on every resource of the account: name those that it is meant for.',
            severity=SUGGESTION,
        )


_EVERYDAY = ("logs", "sts")
"""Services of which execution roles write on everything as a matter of course, or which change nothing that
lasts."""


RULE = Rule(
    "infrastructure-modification",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"identity"}),
    effect="Allow",
    needs=(WILD_RESOURCE,),
    concerns_action=lambda action: first_of(action, writes),
)
