"""Access to single attributes is allowed without dynamodb:Select.

A read that names no attributes returns all of them, and dynamodb:Attributes is then empty. AWS says to ask
for dynamodb:Select SPECIFIC_ATTRIBUTES as well.

Bad:
    {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource":
    "arn:aws:dynamodb:eu-west-1:111122223333:table/invoices",
     "Condition": {"ForAllValues:StringEquals": {"dynamodb:Attributes": ["id", "total"]}}}

Good:
    {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource":
    "arn:aws:dynamodb:eu-west-1:111122223333:table/invoices",
     "Condition": {"ForAllValues:StringEquals": {"dynamodb:Attributes": ["id", "total"]},
                   "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}}}

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...patterns import naming
from ...policy import Policy
from ...rule import CONDITION, SECURITY, Problem, Rule
from ._keys import keys_in


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """dynamodb:Attributes in an Allow of a read, without dynamodb:Select."""
    if "dynamodb:select" in keys_in(statement) or not any(naming(statement, action) for action in _READS):
        return
    yield Problem(
        condition.key,
        "A read that names no attributes returns the whole item, and then dynamodb:Attributes "
        "does not restrict it: add "
        '"StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}.',
        suggestion='Add "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}.',
    )


_READS = ("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan")


RULE = Rule(
    "dynamodb-attributes-without-select",
    SECURITY,
    CONDITION,
    check,
    effect="Allow",
    concerns=lambda operator, key: key == "dynamodb:attributes" and operator.family != "Null",
)
