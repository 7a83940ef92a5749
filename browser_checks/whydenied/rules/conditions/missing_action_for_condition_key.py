"""A condition key belongs to an action that the statement lacks.

Some keys come with one action alone, as iam:PassedToService does with iam:PassRole; without that action the condition tests nothing.

Bad:
    {"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}}

Good:
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/billing-function",
     "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.facts import granted
from ...policies.policy import Policy
from ...policies.rule import CONDITION, ERROR, Problem, Rule
from ...policies.statements import Condition, Statement
from ._keys import is_resource_tag, key_of, lacking, senders
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A key of a single action that no action of the statement is; in a trust policy also session tags and source identity."""
    if policy.type == "trust":
        needed = next((action for start, action in _SESSION if condition.name.startswith(start)), None)
        if needed and statement.allows and operator_of(condition).needs_key and not granted(policy.statements, needed):
            yield Problem(
                condition.key,
                f"The key {condition.key.text} is only sent by a call that also needs {needed}, which this policy does not allow, so "
                "nobody meets the "
                f"condition: add {needed} to Action.",
                suggestion=f"Add {needed} to Action.",
            )
            return
    key = key_of(condition)
    if key is None or is_resource_tag(condition.name) or condition.name.startswith("aws:"):
        return
    found = senders(key.name.lower())
    if len(found) != 1 or not lacking(statement, condition.name)[1]:
        return
    yield Problem(
        condition.key,
        f"The key {condition.key.text} comes only with {found[0]}, which this statement does not name, so the condition tests nothing "
        f"here: add {found[0]}, or "
        "take the condition away.",
        suggestion=f"Add {found[0]}, or remove the condition.",
    )


_SESSION = (
    ("aws:requesttag/", "sts:TagSession"),
    ("aws:tagkeys", "sts:TagSession"),
    ("sts:transitivetagkeys", "sts:TagSession"),
    ("sts:sourceidentity", "sts:SetSourceIdentity"),
)


RULE = Rule("missing-action-for-condition-key", ERROR, CONDITION, check)
