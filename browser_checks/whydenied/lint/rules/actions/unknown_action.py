"""An action does not exist in its service.

IAM saves such a policy without a word, and the entry then allows or denies nothing. A name that is like none
in the list may be newer than the list: that is said.

Bad:
    {
      "Effect": "Allow",
      "Action": "sqs:RecieveMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }

Good:
    {"Effect": "Allow", "Action": "sqs:PurgeQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Not this: Upper and lower case do not count in an action.
    {
      "Effect": "Allow",
      "Action": "sqs:sendmessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ACTION, ERROR, WARNING, Problem, Rule
from ._names import fault, home_of, is_alike, is_near, is_slip, nearest_of

CODE = "unknown-action"


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A name that the data of a known and loaded service does not have."""
    if fault(action.text) != CODE:
        return
    prefix, _, name = action.text.partition(":")
    title = iam.TITLES[prefix.lower()]
    near = nearest_of(prefix, name)
    what = f'"{action.text}" is not in our list of {iam.DATE} of the actions of {title}'
    meant = f"{prefix}:{near}"
    if near is None or not is_near(name, near):
        alike = near is not None and is_alike(name, near)
        if not alike and (home := home_of(name, certain=_is_meant(prefix, statement))):
            yield Problem(
                action,
                f"{what}; {home.partition(':')[0]} is the service that has it: write {home}.",
                home,
                severity=WARNING,
            )
            return
        advice = f"did you mean {meant}?" if alike else "look it up."
        message = f"{what}. If AWS has added it since, all is well; if not, it fits no request: {advice}"
        yield Problem(action, message, meant if alike else None, severity=WARNING)
        return
    edit = replace(action, meant) if is_slip(name, near) else None
    yield Problem(action, f"{what}, so it probably fits no request: did you mean {meant}?", meant, edit)


def _is_meant(prefix: str, statement: Statement) -> bool:
    """Whether a statement has actions of the service, so that its prefix is no slip."""
    start = f"{prefix}:".lower()
    return any(each.text.lower().startswith(start) and fault(each.text) is None for each in statement.actions)


RULE = Rule(CODE, ERROR, ACTION, check)
