"""The name of an API operation is used as an action.

Most actions are called like the operation that they allow, some are not: IAM checks ``lambda:InvokeFunction``
when a program calls Invoke, and knows no ``lambda:Invoke``.

Bad:
    {
      "Effect": "Allow",
      "Action": "lambda:Invoke",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:resize*"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:resize*"
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import Edit, replace
from ...patterns import includes
from ...policy import Policy
from ...rule import ACTION, ERROR, SUGGESTION, WARNING, Problem, Rule
from ._names import fault

CODE = "api-name-not-iam-action"
_LOOKED_AT = 100  # statements, since a policy has few and the search is for each such name


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An operation that needs other actions than one of its own name."""
    if fault(action.text) != CODE:
        return
    needed = iam.api_actions(action.text)
    listed = " and ".join(needed)
    alike = [
        each
        for each in policy.statements[:_LOOKED_AT]
        if each.effect == statement.effect and not each.not_action
    ]
    if not statement.not_action and all(any(includes(each, name) for each in alike) for name in needed):
        what = (
            f'"{action.text}" is an API operation and no action, so the entry does nothing; '
            f"{listed} stands in the policy already."
        )
        yield Problem(action, what, "Take the entry out", severity=SUGGESTION)
        return
    edit: Edit | None = replace(action, needed[0]) if len(needed) == 1 else None
    what = (
        f'"{action.text}" is the name of an API operation; IAM knows no such action, so the '
        f"entry fits no request: write {listed}."
    )
    # Beside others the statement still does something.
    yield Problem(action, what, listed, edit, WARNING if len(statement.actions) > 1 else None)


RULE = Rule(CODE, ERROR, ACTION, check)
