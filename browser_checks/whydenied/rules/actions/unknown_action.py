"""An action does not exist in its service.

IAM saves such a policy without a word, and the entry then allows or denies nothing.

Bad:
    {"Effect": "Allow", "Action": "sqs:RecieveMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Good:
    {"Effect": "Allow", "Action": "sqs:PurgeQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...data import iam
from ...policies.edits import replace
from ...policies.nodes import Scalar
from ...policies.policy import Policy
from ...policies.rule import ACTION, ERROR, Problem, Rule
from ...policies.statements import Statement
from ._names import fault, is_slip

CODE = "unknown-action"


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A name that the data of a known and loaded service does not have."""
    if fault(action.text) != CODE:
        return
    prefix, _, name = action.text.partition(":")
    known = iam.names(prefix) or {}
    near = iam.nearest(name, known.values())
    meant = f"{prefix}:{near}" if near else None
    title = iam.TITLES[prefix.lower()]
    hint = f"did you mean {meant}?" if meant else f"look up the action in the list of {title}."
    yield Problem(
        action,
        f'"{action.text}" is unknown to the data of {iam.DATE} for {title}, so it probably fits no request: {hint}',
        meant,
        replace(action, meant) if meant and near and is_slip(name, near) else None,
    )


RULE = Rule(CODE, ERROR, ACTION, check)
