"""Null is used with a set operator.

With ForAllValues or ForAnyValue the answer no longer depends on the request as one expects: there are no
values to look at when the key is missing.

Bad:
    {"Effect": "Allow", "Action": "lambda:TagResource", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"ForAllValues:Null": {"aws:TagKeys": "true"}}}

Good:
    {"Effect": "Allow", "Action": "lambda:TagResource", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"Null": {"aws:TagKeys": "true"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators import named
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, Problem, Rule
from ._operators import used


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Null behind a set operator."""
    for key in used(statement):
        name = named(key.text)
        if name.family == "Null" and name.qualifier:
            yield Problem(
                key,
                f"The operator {key.text} gives the same answer whether or not the key is there, since "
                f"{name.qualifier} looks at the "
                "values of the key: write Null.",
                suggestion="Write Null.",
            )


RULE = Rule("null-with-qualifier", SUGGESTION, STATEMENT, check, needs=("Condition",), mentions=("null",))
