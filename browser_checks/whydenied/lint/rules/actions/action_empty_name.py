"""Nothing stands after the colon of an action.

A service on its own allows nothing: the name of the action is missing, and a blank is no name.

Bad:
    {
      "Effect": "Allow",
      "Action": ["sqs:SendMessage", "sqs:"],
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }

Good:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Array, Scalar
from ....policies.statements import Statement
from ...edits import remove
from ...policy import Policy
from ...rule import ACTION, SUGGESTION, WARNING, Problem, Rule
from ._names import fault

CODE = "action-empty-name"


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action without a name, or an empty text."""
    if fault(action.text) != CODE:
        return
    service = action.text.partition(":")[0].strip()
    what = (
        f'"{action.text}" names the service {service} but no action of it'
        if service
        else f'"{action.text}" names no action'
    )
    others = isinstance(action.parent, Array) and len(action.parent.items) > 1
    edit = (
        remove(action, policy.chars)
        if others and policy.editable and statement.denies == statement.not_action
        else None
    )
    example = f"{service}:GetItem or {service}:*" if service == "dynamodb" else "service:Name"
    # With nothing in any of them, the statement is a form to be filled in.
    form = not any(item.text for item in (*statement.actions, *statement.resources))
    yield Problem(
        action,
        f"{what}, so it fits no request: write {example}, or take it out.",
        edit=edit,
        severity=SUGGESTION if form else None,
    )


RULE = Rule(CODE, WARNING, ACTION, check)
