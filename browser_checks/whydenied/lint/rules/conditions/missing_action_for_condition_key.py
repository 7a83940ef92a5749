"""A condition key belongs to an action that the statement lacks.

Some keys come with one action alone, as iam:PassedToService does with iam:PassRole; without that action the
condition tests nothing.

Bad:
    {"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}}

Good:
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource":
    "arn:aws:iam::111122223333:role/billing-function",
     "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...patterns import granted
from ...policy import Policy
from ...rule import CONDITION, ERROR, SUGGESTION, Problem, Rule
from ._keys import is_resource_tag, known, lacking, senders
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A key of a single action that no action of the statement is; in a trust policy also session tags and
    source identity."""
    needed = _of_session(condition.name) if policy.type == "trust" else None
    if (
        needed
        and not granted(policy.statements, needed)
        and statement.allows
        and operator_of(condition).needs_key
    ):
        yield Problem(
            condition.key,
            f"The key {condition.key.text} is only sent by a call that also needs {needed}, which "
            "this policy does not allow, so "
            f"nobody meets the condition: add {needed} to Action.",
            suggestion=f"Add {needed} to Action.",
        )
        return
    lone = _lone_sender(condition.name)
    if lone and lacking(statement, condition.name)[1] and not _goes_with(statement, lone):
        yield Problem(
            condition.key,
            f"The key {condition.key.text} comes only with {lone}, which this statement does not "
            "name, so the condition tests "
            f"nothing here: add {lone}, or take the condition away.",
            suggestion=f"Add {lone}, or remove the condition.",
            # With IfExists the statement does what it says without the key.
            severity=SUGGESTION if operator_of(condition).if_exists else None,
        )


def _goes_with(statement: Statement, action: str) -> bool:
    """Whether an action of the statement is asked in the same call, as sts:TagGetWebIdentityToken is."""
    name = action.partition(":")[2].lower()
    return any(item.text.lower().endswith(name) for item in statement.actions)


def _of_session(name: str) -> str | None:
    """The action that a call needs in order to send a key."""
    return next((action for start, action in _SESSION if name.startswith(start)), None)


def _lone_sender(name: str) -> str | None:
    """The only action that sends a key."""
    key = known(name)
    if key is None or is_resource_tag(name) or name.startswith("aws:"):
        return None
    found = senders(key.name.lower())
    return found[0] if len(found) == 1 else None


_SESSION = (
    ("aws:requesttag/", "sts:TagSession"),
    ("aws:tagkeys", "sts:TagSession"),
    ("sts:transitivetagkeys", "sts:TagSession"),
    ("sts:sourceidentity", "sts:SetSourceIdentity"),
)


RULE = Rule(
    "missing-action-for-condition-key",
    ERROR,
    CONDITION,
    check,
    concerns=lambda _, key: _of_session(key) or _lone_sender(key),
)
