"""A statement has no Effect.

Effect says whether the statement allows or denies; there is no default. IAM refuses the policy without it.

Bad:
    {"Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/rate"}

Good:
    {
      "Effect": "Allow",
      "Action": "ssm:GetParameter",
      "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/rate"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._names import lacks


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A statement without the element."""
    if lacks(statement, "Effect"):
        yield Problem(
            statement.node,
            (
                'The statement has no Effect, so AWS refuses the policy: write "Effect": "Allow" or '
                '"Effect": "Deny".'
            ),
        )


RULE = Rule("missing-effect", ERROR, STATEMENT, check, lacks=("Effect",))
