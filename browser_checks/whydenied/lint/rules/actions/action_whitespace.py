"""An action has blanks before or after its name.

IAM compares the text as it stands, and no action begins or ends with a blank: the entry looks right and never
fits.

Bad:
    {"Effect": "Allow", "Action": "sns:Publish ", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Good:
    {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ACTION, WARNING, Problem, Rule
from ._names import fault

CODE = "action-whitespace"


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action with a blank at an end, or beside its colon."""
    if fault(action.text) != CODE:
        return
    trimmed = ":".join(part.strip() for part in action.text.split(":"))
    yield Problem(
        action,
        (
            f'"{action.text}" has a blank at an end or beside the colon, so it fits no request: '
            "take the blank out."
        ),
        trimmed,
        replace(action, trimmed),
    )


RULE = Rule(CODE, WARNING, ACTION, check)
