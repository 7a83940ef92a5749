"""Action or NotAction is an empty list.

A statement with no action does nothing; with NotAction it is about every action there is.

Bad:
    {"Effect": "Allow", "Action": [], "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Good:
    {"Effect": "Allow", "Action": ["sns:Publish"], "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement, is_empty
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An element for actions that lists none."""
    for name in ("Action", "NotAction"):
        value = statement.node.get(name)
        if value is not None and is_empty(value):
            comes_to = "the statement is about nothing" if name == "Action" else "the statement is about every action"
            yield Problem(value, f"{name} is an empty list, so {comes_to}: write at least one action, or take the statement out.")


RULE = Rule("empty-array-action", SUGGESTION, STATEMENT, check)
