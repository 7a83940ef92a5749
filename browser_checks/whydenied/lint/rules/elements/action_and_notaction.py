"""A statement has both Action and NotAction.

The one lists what is meant, the other everything but what is listed. IAM takes one of them in a statement, and refuses both.

Bad:
    {"Effect": "Allow", "Action": "dynamodb:Query", "NotAction": "dynamodb:DeleteTable",
     "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"}

Good:
    {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._both import both


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A statement with the two elements."""
    return both(statement, "Action")


RULE = Rule("action-and-notaction", ERROR, STATEMENT, check, needs=("NotAction",))
