"""An action has no service prefix.

Every action is written ``service:Name``; IAM refuses a name on its own ("Actions/Conditions must be prefaced
by a vendor").

Bad:
    {"Effect": "Allow", "Action": "GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ACTION, ERROR, Problem, Rule
from ._names import fault

CODE = "action-missing-prefix"


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action without a service before a colon that is not a lone star."""
    if fault(action.text) == CODE and action.kind == "string" and not action.text.startswith("<"):
        name = action.text.strip().lstrip(":")
        yield Problem(
            action,
            (
                f'"{action.text}" names no service, so IAM refuses the policy: write it as '
                f"service:{name}, for example s3:GetObject."
            ),
        )


RULE = Rule(CODE, ERROR, ACTION, check)
