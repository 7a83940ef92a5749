"""Queries are allowed on a table and not on its indexes.

An index is a resource of its own, ``table/NAME/index/INDEX``. A query that names one is denied by a policy
that lists the table alone.

Bad:
    {
      "Effect": "Allow",
      "Action": ["dynamodb:GetItem", "dynamodb:Query"],
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Good:
    {"Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"],
     "Resource": ["arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
     "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/index/*"]}

Not this: A star behind the table covers its indexes.
    {
      "Effect": "Allow",
      "Action": "dynamodb:Query",
      "Resource": ["arn:aws:dynamodb:eu-west-1:111122223333:table/orders*"]
    }

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/using-identity-based-policies.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import arns_meet
from ...patterns import among, includes
from ...policy import Policy
from ...rule import POLICY, SUGGESTION, WARNING, Problem, Rule
from ._grants import MOST, resources

_READING = ("dynamodb:Query", "dynamodb:Scan")
_TABLE = ":table/"
_COMPARED = 100  # ARNs


def check(policy: Policy) -> Iterator[Problem]:
    """Tables of queries without their indexes: a suggestion, since a table may have none, unless the policy
    names one for other actions."""
    reading = [
        statement
        for statement in policy.statements[:MOST]
        if statement.allows
        and not statement.not_action
        and any(includes(statement, action) for action in _READING)
    ]
    listed = resources(reading)
    tables = [
        item
        for item in listed
        if _TABLE in item.text and "/" not in item.text.partition(_TABLE)[2] and not item.text.endswith("*")
    ]
    if not tables or len(listed) > _COMPARED:
        return
    elsewhere = [item.text for statement in policy.statements[:MOST] for item in statement.resources]
    for item in tables:
        if any(arns_meet(other.text, f"{item.text}/index/*") for other in listed):
            continue
        named = any(text.startswith(f"{item.text}/index/") for text in elsewhere)
        message = (
            f'"{item.text}" is the table alone, and a query on one of its indexes is denied: list '
            f'"{item.text}/index/*" too if it has any.'
        )
        yield Problem(item, message, f"{item.text}/index/*", severity=None if named else SUGGESTION)


RULE = Rule(
    "dynamodb-index-arn-missing",
    WARNING,
    POLICY,
    check,
    types=frozenset({"identity", "session"}),
    mentions=("dynamodb:",),
    concerns_action=lambda action: among(action, {each.lower() for each in _READING}),
)
