"""A statement has neither Action nor NotAction.

A statement says what may or may not be done. IAM refuses one that names no action ("Policy statement must
contain actions").

Bad:
    {"Effect": "Allow", "Resource": "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks"}

Good:
    {
      "Effect": "Allow",
      "Action": "kinesis:PutRecord",
      "Resource": "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._names import lacks


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A statement without both elements."""
    if lacks(statement, "Action", "NotAction"):
        yield Problem(
            statement.node,
            'The statement names no action, so AWS refuses the policy: add "Action": "service:Name".',
        )


RULE = Rule("missing-action", ERROR, STATEMENT, check, lacks=("Action", "NotAction"))
