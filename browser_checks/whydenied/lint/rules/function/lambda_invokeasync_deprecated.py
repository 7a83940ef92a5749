"""lambda:InvokeAsync is an operation that AWS has replaced.

Invoke with the invocation type Event does the same, and takes ``lambda:InvokeFunction``. Programs in use
today do not call InvokeAsync.

Bad:
    {
      "Effect": "Allow",
      "Action": "lambda:InvokeAsync",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:resize*"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:resize*"
    }

Source: https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...patterns import includes
from ...policy import Policy
from ...rule import ACTION, SUGGESTION, Problem, Rule

_NEW = "lambda:InvokeFunction"


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """The old action by its name; a Deny of it, and a pattern that reaches it, are in order."""
    if action.text.lower() != "lambda:invokeasync" or not statement.allows or statement.not_action:
        return
    what = f'"{action.text}" is for an operation that AWS has replaced'
    if includes(statement, _NEW):
        yield Problem(action, f"{what}, and {_NEW} stands beside it: the entry can go.", "Take the entry out")
        return
    yield Problem(action, f"{what} by Invoke with the type Event: allow {_NEW} instead.", _NEW)


RULE = Rule("lambda-invokeasync-deprecated", SUGGESTION, ACTION, check, plain=True)
