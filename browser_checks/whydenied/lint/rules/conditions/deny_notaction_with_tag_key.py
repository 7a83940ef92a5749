"""A Deny with NotAction depends on a tag of the resource.

NotAction takes in actions of every service, and many of them carry no tags of the resource: the statement does not deny those.

Bad:
    {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

Good:
    {"Effect": "Deny", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SECURITY, Problem, Rule
from ._keys import is_resource_tag
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """NotAction and a key with a tag of the resource."""
    if not statement.denies or not statement.not_action or not is_resource_tag(condition.name):
        return
    if operator_of(condition).if_exists:
        return
    yield Problem(
        condition.key,
        f"NotAction takes in actions whose requests carry no {condition.key.text}, so the statement does not deny what it seems to: name "
        "the actions that are meant, of services that send the tags.",
    )


RULE = Rule("deny-notaction-with-tag-key", SECURITY, CONDITION, check)
