"""A pattern in Action fits no action.

A pattern with a slip in its fixed part is saved without a word and allows or denies nothing.

Bad:
    {
      "Effect": "Allow",
      "Action": "dynamodb:Gett*",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "dynamodb:Get*",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Not this: A pattern that one action fits is a pattern.
    {"Effect": "Allow", "Action": "sqs:Send*", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ACTION, WARNING, Problem, Rule
from ._names import fault, nearest_of

CODE = "wildcard-action-no-match"


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A pattern that no action of its known and loaded service fits."""
    if fault(action.text) != CODE:
        return
    prefix, _, pattern = action.text.partition(":")
    fixed = pattern.strip("*?")
    near = nearest_of(prefix, fixed) if fixed else None
    yield Problem(
        action,
        (
            f'"{action.text}" fits none of the actions of {iam.TITLES[prefix.lower()]} in our list '
            f"of {iam.DATE}, so it does nothing unless AWS has added "
        )
        + (
            f"one since: the nearest in the list is {prefix}:{near}."
            if near
            else "one since: write a pattern that fits an action."
        ),
    )


RULE = Rule(CODE, WARNING, ACTION, check)
