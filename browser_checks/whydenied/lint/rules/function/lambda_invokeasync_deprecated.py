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

from ....policies.statements import Statement
from ...patterns import includes
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, Problem, Rule

_NEW = "lambda:InvokeFunction"


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """The old action by its name; a Deny of it, and a pattern that reaches it, are in order."""
    for action in filter(lambda item: _is_old(item.text), statement.actions):
        what = f'"{action.text}" is for an operation that AWS has replaced'
        if includes(statement, _NEW):
            yield Problem(
                action, f"{what}, and {_NEW} stands beside it: the entry can go.", "Take the entry out"
            )
        else:
            yield Problem(action, f"{what} by Invoke with the type Event: allow {_NEW} instead.", _NEW)


def _is_old(action: str) -> bool:
    return action.lower() == "lambda:invokeasync"


RULE = Rule(
    "lambda-invokeasync-deprecated",
    SUGGESTION,
    STATEMENT,
    check,
    effect="Allow",
    lacks=("NotAction",),
    concerns_action=_is_old,
)
