"""A star stands in Resource although the actions take ARNs.

On ``*`` an action reaches every table, queue or function of the account, also those made later. An ARN, or a
pattern such as ``table/orders-*``, holds it to what is meant.

Bad:
    {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*"}

Good:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Not this: Some actions work on no single resource.
    {"Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data.wildcards import has_wildcard
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, WILD_RESOURCE, Problem, Rule
from ._uses import Fit, fit

_LOOKED_AT = 50  # actions; the message names the first


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An Allow on everything that names single actions with resource types. Many valid policies do this, so
    it is a suggestion."""
    if statement.not_action or statement.not_resource or len(statement.resources) != 1:
        return
    star = statement.resources[0]
    if star.text != "*":
        return
    for action in statement.actions[:_LOOKED_AT]:
        known = _of_one(action.text)
        if known and known.takes_any:
            shown = f", of the form {form}," if (form := _form(known)) else ""
            message = (
                f'"{action.text}" can be held to single resources, but * lets it reach all of them: '
                f"write the ARNs{shown} that are meant."
            )
            yield Problem(star, message)
            return


def _of_one(action: str) -> Fit | None:
    """The resources of a single action."""
    return None if has_wildcard(action) or ":" not in action else fit(action)


def _form(known: Fit) -> str:
    """What the ARNs of the one resource type end with; empty where there are several, or where it is a name
    alone."""
    if len(known.patterns) != 1:
        return ""
    resource = known.patterns[0][5]
    return resource.replace("*", "NAME") if resource.strip("*") and resource.isprintable() else ""


RULE = Rule(
    "resource-star-unneeded",
    SUGGESTION,
    STATEMENT,
    check,
    types=frozenset({"identity", "session"}),
    effect="Allow",
    needs=(WILD_RESOURCE,),
    concerns_action=_of_one,
)
