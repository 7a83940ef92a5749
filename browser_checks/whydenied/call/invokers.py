"""The services that call a function with nothing but its own policy to let them: principal, source, and the
words that give them away.

Source:
https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html#permissions-resource-serviceinvoke
"""

from __future__ import annotations

from typing import NamedTuple

from ..aws import arn
from ..report import Denial
from ..text.squeeze import squeezed
from . import resources


class Invoker(NamedTuple):
    """A service: its principal, the ARN of what calls on its behalf, and how messages and calls show it.

    *account* says that aws:SourceAccount is to stand beside aws:SourceArn: where the ARN has no account of
    its own, or AWS documents both.
    """

    principal: str
    source: str
    account: bool
    signs: tuple[str, ...]
    calls: tuple[str, ...] = ()


_ARN = "arn:${Partition}"
ALL = (
    Invoker(
        "elasticloadbalancing.amazonaws.com",
        _ARN + ":elasticloadbalancing:${Region}:${Account}:targetgroup/${TargetGroup}/${TargetGroupId}",
        False,
        ("elasticloadbalancing", "target group"),
    ),
    Invoker(
        "secretsmanager.amazonaws.com",
        _ARN + ":secretsmanager:${Region}:${Account}:secret:${SecretId}",
        True,
        ("secrets manager",),
        ("rotatesecret",),
    ),
    Invoker(
        "logs.amazonaws.com",
        _ARN + ":logs:${Region}:${Account}:log-group:${LogGroupName}:*",
        True,
        ("cloudwatch logs",),
        ("putsubscriptionfilter",),
    ),
    Invoker(
        "cognito-idp.amazonaws.com",
        _ARN + ":cognito-idp:${Region}:${Account}:userpool/${UserPoolId}",
        True,
        ("unexpectedlambdaexception", "cognito", "invocation failed due to error"),
    ),
    Invoker(
        "apigateway.amazonaws.com",
        _ARN + ":execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Method}/${Path}",
        False,
        ("invalid permissions on lambda function", "api gateway", "call the integration", "execute-api"),
    ),
    Invoker(
        "s3.amazonaws.com",
        _ARN + ":s3:::${BucketName}",
        True,
        ("bucket",),
        ("putbucketnotificationconfiguration", "putbucketnotification"),
    ),
    Invoker(
        "events.amazonaws.com",
        _ARN + ":events:${Region}:${Account}:rule/${RuleName}",
        False,
        ("eventbridge", "cloudwatch events"),
    ),
    Invoker("sns.amazonaws.com", _ARN + ":sns:${Region}:${Account}:${TopicName}", False, ("sns",)),
    Invoker(
        "ses.amazonaws.com",
        _ARN + ":ses:${Region}:${Account}:receipt-rule-set/${RuleSet}:receipt-rule/${Rule}",
        True,
        ("receipt rule",),
    ),
    Invoker(
        "config.amazonaws.com",
        _ARN + ":config:${Region}:${Account}:config-rule/${RuleId}",
        True,
        ("config rule", "check the specified function arn"),
    ),
    Invoker(
        "iot.amazonaws.com",
        _ARN + ":iot:${Region}:${Account}:rule/${RuleName}",
        True,
        ("iot", "lambdaaction", "message arrived on"),
    ),
)
UNKNOWN = Invoker("SERVICE.amazonaws.com", _ARN + ":SERVICE:${Region}:${Account}:${Resource}", True, ())


def of(denial: Denial, around: str) -> Invoker:
    """The service that could not call the function: by its principal, by the call that failed, by the words
    of the message."""
    named = (denial.principal or "").lower().removesuffix(".amazonaws.com")
    for invoker in ALL:
        if named and invoker.principal == f"{named}.amazonaws.com":
            return invoker
    for invoker in ALL:
        if (denial.operation or "").lower() in invoker.calls:
            return invoker
    if "destinationconfigurations" in squeezed(around):
        return next(each for each in ALL if each.principal == "s3.amazonaws.com")  # nobody else says so
    words = around.lower()
    places = [(words.find(sign), invoker) for invoker in ALL for sign in invoker.signs if sign in words]
    return min(places, key=lambda place: place[0])[1] if places else UNKNOWN


def source(invoker: Invoker, denial: Denial, around: str) -> str:
    """The ARN on whose behalf the service calls: the one beside the message, else one to fill in."""
    near = beside(invoker, around)
    return completed(near) if near else resources.filled(invoker.source, denial)


def beside(invoker: Invoker, around: str) -> str | None:
    """The one ARN in the text on whose behalf the service may call; None for none or many."""
    start = arn.resource(invoker.source).split("${", 1)[0]
    return resources.beside(around, arn.service(invoker.source), start)


def completed(source: str) -> str:
    """The ARN as the service sends it: a log group's ends in ``:*``.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
    """
    return f"{source}:*" if ":log-group:" in source and not source.endswith(":*") else source
