"""A listed resource is of no use to any listed action.

The entry gives nobody anything. Often the action that it was meant for is missing, or stands in another
statement.

Bad:
    {"Effect": "Allow", "Action": "dynamodb:GetItem",
     "Resource": ["arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
     "arn:aws:sns:eu-west-1:111122223333:alerts"]}

Good:
    {"Effect": "Allow", "Action": ["dynamodb:GetItem", "sns:Publish"],
     "Resource": ["arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
     "arn:aws:sns:eu-west-1:111122223333:alerts"]}

Not this: An entry of the kind that an action works on is used, whatever its name.
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": ["arn:aws:sqs:eu-west-1:111122223333:orders", "arn:aws:sqs:*:*:*-dead"]
    }

Source:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....policies.statements import Statement
from ...edits import remove
from ...policy import Policy
from ...rule import RESOURCES, STATEMENT, SUGGESTION, WARNING, Problem, Rule
from . import _special
from ._uses import actions, are_kin, is_of_service, listed, services, usable


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An ARN beside others that no action can be about; that of another service is a warning, one of the same
    service a suggestion."""
    resources = policy.fact(listed, statement)
    known = policy.fact(actions, statement)
    if resources is None or len(known) < len(statement.actions):
        return
    taking = [(item.text, fit) for item, fit in known if fit.takes_any]
    used = [item for item in resources if any(usable(text, item.text) for text, _ in taking)]
    if not used:
        return
    owners = {service for _, fit in taking for service in services(fit)}
    owners |= {text.partition(":")[0].lower() for text, _ in taking}
    named = ", ".join(text for text, _ in taking[:3]) + (" and the others" if len(taking) > 3 else "")
    for item in resources:
        if item in used or any(_special.speaks(text, [item.text]) for text, _ in taking):
            continue
        owner = arn.service(item.text)
        foreign = (
            owner not in owners
            and not any(are_kin(owner, other) for other in owners)
            and not policy.fact(is_of_service, policy)
        )
        yield Problem(
            item,
            (
                f'"{item.text}" is a resource that {named} cannot be about, so the entry does nothing: '
                "add the action it is for, or take it out."
            ),
            severity=None if foreign else SUGGESTION,
            # An ARN of the actions' own service stays: the service knows it, and what it does there may be
            # newer than the data.
            edit=remove(item, policy.chars)
            if foreign and policy.editable and len(resources) - len(used) == 1
            else None,
        )


RULE = Rule("resource-not-used-by-any-action", WARNING, STATEMENT, check, needs=(RESOURCES,))
