"""An action stands in a list that has it already.

It stands there twice, or a pattern beside it includes it. The policy means the same without it, and is easier
to read.

Bad:
    {"Effect": "Allow", "Action": ["dynamodb:Get*", "dynamodb:GetItem"],
     "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"}

Good:
    {"Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:BatchGetItem"],
     "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"}

Not this: Under NotAction each entry takes something away.
    {"Effect": "Deny", "NotAction": ["iam:Get*", "iam:List*"], "Resource": "*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import covers
from ....policies.statements import Statement
from ...edits import remove
from ...policy import Policy
from ...rule import ACTIONS, STATEMENT, SUGGESTION, Problem, Rule
from ._covered import covered


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Each action that another entry of the list covers."""
    if len(statement.actions) < 2:
        return
    for action, by in covered(statement.actions, str.lower, covers):
        same = action.text.lower() == by.text.lower()
        what = "stands in the list twice" if same else f'is included in "{by.text[:80]}"'
        yield Problem(
            action,
            f'"{action.text[:80]}" {what}, so the policy means the same without it: take it out.',
            edit=remove(action, policy.chars) if policy.editable else None,
        )


RULE = Rule("redundant-action", SUGGESTION, STATEMENT, check, needs=(ACTIONS,))
