"""A service may do this on behalf of anybody.

The service acts for all its customers. Without aws:SourceArn or aws:SourceAccount a resource of another
account may make it call yours: the confused deputy.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders"
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::invoices"},
        "StringEquals": {"aws:SourceAccount": "111122223333"}
      }
    }

Not this (resource): A condition on aws:SourceAccount or aws:SourceArn holds the service to calls for you.
    {
      "Effect": "Allow",
      "Principal": {"Service": "sns.amazonaws.com"},
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
      "Condition": {
        "ArnLike": {"aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:orders"}
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, SECURITY, Problem, Rule
from ._sources import OWN as _OWN
from ._sources import SOURCE as _SOURCE
from ._sources import WEAKER as _WEAKER


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A service principal in an Allow without a condition on the source; services that act for the account
    that owns the resource are left out."""
    if principal.kind != "Service" or principal.value.text == "*" or principal.value.text in _OWN:
        return
    if any(condition.name in _SOURCE or condition.name in _WEAKER for condition in statement.conditions):
        return
    if _takes_no_condition(principal.value.text, statement):
        return
    skill = principal.value.text.startswith("alexa-")
    yield Problem(
        principal.value,
        f"The service {principal.value.text} may do this for any customer of AWS: add a condition on "
        + (
            "lambda:EventSourceToken with the id of your skill."
            if skill
            else "aws:SourceArn with the resource that calls, or on aws:SourceAccount."
        ),
        suggestion='"StringEquals": {"lambda:EventSourceToken": "amzn1.ask.skill..."}'
        if skill
        else '"ArnLike": {"aws:SourceArn": "..."}, "StringEquals": {"aws:SourceAccount": "..."}',
    )


def _takes_no_condition(service: str, statement: Statement) -> bool:
    """Whether a condition would stop the service: EventBridge sends SNS none of the keys.

    Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
    """
    return service == "events.amazonaws.com" and any(each.startswith("sns:") for each in statement.patterns)


RULE = Rule(
    "restrict-service-principal",
    SECURITY,
    PRINCIPAL,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    section="service-invoke",
)
