"""An action has more than one colon.

An action is a service and a name with one colon between them. IAM refuses a second one ("Actions/Condition
can contain only one colon"), which often comes from an ARN or a CloudFormation name that was put into Action.

Bad:
    {
      "Effect": "Allow",
      "Action": "dynamodb::GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ACTION, ERROR, Problem, Rule
from ._names import fault

CODE = "action-extra-colon"


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action of three or more parts."""
    if fault(action.text) != CODE:
        return
    if action.text.startswith("arn:"):
        what = (
            f'"{action.text}" is an ARN, which belongs in Resource; Action takes names such as '
            "s3:GetObject, so IAM refuses the policy."
        )
        yield Problem(action, what, "Move it to Resource, and name here what may be done with it")
        return
    parts = [part.strip() for part in action.text.split(":") if part.strip()]
    meant = f"{parts[0]}:{''.join(parts[1:])}" if len(parts) > 1 else None
    certain = meant if meant and iam.action(meant) else None
    yield Problem(
        action,
        (
            f'"{action.text}" has {action.text.count(":")} colons where an action has one, so IAM '
            "refuses the policy: write service:Name."
        ),
        certain,
        replace(action, certain) if certain else None,
    )


RULE = Rule(CODE, ERROR, ACTION, check)
