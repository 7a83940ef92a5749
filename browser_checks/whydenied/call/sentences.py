"""What a sentence asks for that names no caller, or a service as one: the actions, on what, and who makes the
call."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..aws import arn
from ..aws.data import iam
from ..aws.operations import called, prefix
from ..guide import PREFIX
from ..report import Denial
from ..text.regex import lazy_regex
from ..text.squeeze import squeezed
from . import invokers
from .actions import denied
from .called import target

# Sections whose sentences name a service instead of a caller.
PRINCIPAL_OF_A_SERVICE = frozenset({"service-invoke", "execution-role-trust", "edge"})

_LAMBDA = "lambda.amazonaws.com"
_CAN_PERFORM = lazy_regex(
    r"ensure\s+(?:that\s+)?the\s+role\s+can\s+perform\s+the\s+([\w\s,:'\"`-]{3,600}?)\s+actions?\b",
    re.IGNORECASE,
)
_ACCESS = lazy_regex(
    r"Cannot\s+access\s+[\w\s-]{1,40}?(arn:aws[\w-]{0,12}:[a-z0-9-]{2,30}:[^\s\"'`<>,;()\\]{3,400})"
)
_NAME = lazy_regex(r"(?:([a-z0-9-]{2,40}):)?([A-Z][A-Za-z0-9]{3,60})")
_CALLED = lazy_regex(r"permissions\s+to\s+call\s+(\w{2,60})\s+on\s+(\w{2,40})")
# A sentence that lists whole actions as what is missing.
_LISTS = lazy_regex(
    r"(?:(?:please\s+)?add|requires?|needs?|missing|must\s+have|(?:has|have|with)\s+the|grant|allow|perform)\b[^\n\"{}]{0,80}?"
    r"((?:\b[a-z0-9-]{2,40}:[A-Z]\w{2,60}['`]?(?:\s{0,3},\s{0,3}(?:and\s+)?|\s+and\s+)?['`]?){1,20})"
)
# Sentences that imply actions without naming one: the words, the actions, and what they are on.
_IMPLIED: tuple[tuple[re.Pattern[str], tuple[str, ...], str | None], ...] = (
    (
        lazy_regex(r"not authorized to create managed-rule"),
        ("events:PutRule", "events:PutTargets", "events:DescribeRule"),
        "arn:aws:events:REGION:{account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule",
    ),
    (lazy_regex(r"not in the state function(?:Active|Updated)"), ("lambda:GetFunctionConfiguration",), None),
    (
        lazy_regex(r"creat\w+ (?:an? |the )?service[- ]linked role", re.IGNORECASE),
        ("iam:CreateServiceLinkedRole",),
        "arn:aws:iam::{account}:role/aws-service-role/SERVICE.amazonaws.com/LINKED-ROLE",
    ),
    (lazy_regex(r"Access to KMS is not allowed"), ("kms:Decrypt",), None),
    # Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    (
        lazy_regex(r"not authorized to access the Log Destination"),
        (
            "logs:CreateLogDelivery",
            "logs:GetLogDelivery",
            "logs:UpdateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:DescribeResourcePolicies",
            "logs:DescribeLogGroups",
        ),
        "*",
    ),
)
_ROLE = lazy_regex(r"arn:aws[\w-]{0,12}:iam::(\d{12}):role/")
_ACTION = lazy_regex(r"[a-z0-9-]{2,40}:[A-Z]\w{2,60}")
_PACKAGE = lazy_regex(r"GetObject\s+for\s+([a-z0-9.-]{3,63})/(\S{1,900}?)\.?\s+S3\s+Error")
_QUEUE = lazy_regex(r"Access\s+to\s+the\s+resource\s+(https://\S{10,300}?)\s+is\s+denied")
# How a container runtime says that it could not pull or push.
_PULLED = lazy_regex(
    r"/v2/\S{1,300}/(?:manifests|blobs)/|[Ff]ailed to (?:pull|push|resolve)\b|pull access denied|CannotPullContainer|"
    r"Error response from daemon|ErrImagePull|ImagePullBackOff|rror (?:pulling|pushing) image"
)
_PUSHED = lazy_regex(
    r"/blobs/uploads/|(?:POST|PUT|PATCH) request to https://\S{1,300}/v2/|[Ff]ailed to push\b|rror pushing image"
)
# What S3 does at a queue or topic that its notifications go to.
NOTIFIED = {"sqs": "sqs:SendMessage", "sns": "sns:Publish"}
_DESTINATION = lazy_regex(r"arn:aws[\w-]{0,12}:s[qn]s:[a-z0-9-]{1,40}:\d{12}:[\w.-]{1,256}")
_URL_ACTIONS = ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
_IMAGE_ACTIONS = ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
# Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
_PUSH_ACTIONS = (
    "ecr:BatchCheckLayerAvailability",
    "ecr:InitiateLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload",
    "ecr:PutImage",
)
_ROLE_SENTENCE = lazy_regex(
    r"(?:execution|customer)\s+role|function\s+execution\s+role|the\s+role\s+can", re.IGNORECASE
)


class Sentence(NamedTuple):
    """What a sentence asks for."""

    actions: tuple[str, ...]
    resource: str | None = None
    """What the sentence is about, as it prints it; ``*`` where only that fits."""
    principal: str | None = None
    """The service that makes the call; None for a role that the sentence does not name."""


def whole(denial: Denial) -> bool:
    """Whether the denial names who was denied what, or by which kind of policy, so that no sentence has to
    tell it."""
    section = (denial.section or "").removeprefix(PREFIX)
    named = denial.principal and denial.action and section not in PRINCIPAL_OF_A_SERVICE
    return bool(denial.effect or denial.policy_type or named)


def read(denial: Denial, around: str) -> Sentence | None:
    """What the sentence of a denial asks for that is not whole; None when it asks for the denial's own action
    and no more."""
    if listed := listed_actions(around):
        return listed
    section = (denial.section or "").removeprefix(PREFIX)
    if section in ("event-source-mapping", "execution-role-permissions", "vpc-permissions") and (
        named := _CALLED.search(around)
    ):
        return _of_role(
            called_on(around) or denied(f"{prefix(named[2]) or named[2].lower()}:{named[1]}"), denial
        )
    if section == "vpc-permissions":
        return Sentence(("ec2:CreateNetworkInterface",), "*")
    if section == "execution-role-trust":
        service = denial.principal if (denial.principal or "").endswith(".amazonaws.com") else _LAMBDA
        return Sentence(("sts:AssumeRole",), denial.resource, service)
    if section == "container-image" and not denial.principal:
        return Sentence(image_actions(around), denial.resource, None if by_runtime(around) else _LAMBDA)
    if section == "function-url" and not denial.principal and (denial.action in (None, *_URL_ACTIONS)):
        return Sentence(_URL_ACTIONS, denial.resource)
    if section == "kms" and not denial.principal and "kmsaccesswasdenied" in squeezed(around):
        return Sentence(("kms:Decrypt",), None)
    if section == "service-invoke":
        return _invoked(denial, around)
    if section == "code-in-s3" and (there := package(around)):
        return Sentence(("s3:GetObject",), there)
    if denial.action and not denial.resource and (queue := _QUEUE.search(around)):
        return Sentence(denied(denial.action), queue[1])
    return None


def by_runtime(around: str) -> bool:
    """Whether a container runtime says that it could not pull or push an image: Lambda has no such words."""
    return _PULLED.search(around) is not None


def image_actions(around: str) -> tuple[str, ...]:
    """What it takes to pull the image, or to push it."""
    return _PUSH_ACTIONS if _PUSHED.search(around) else _IMAGE_ACTIONS


def called_on(around: str) -> tuple[str, ...]:
    """The actions of ``permissions to call X on Y``, by the operation of that service; empty when it has none."""
    named = _CALLED.search(around)
    return denied(called(named[1], named[2])) if named else ()


def package(around: str) -> str | None:
    """The object in S3 that holds the code, of a sentence that could not read it."""
    found = _PACKAGE.search(around)
    return f"arn:aws:s3:::{found[1]}/{found[2]}" if found else None


def listed_actions(around: str) -> Sentence | None:
    """The actions that a sentence lists as missing, and the ARN that it is about."""
    if found := _CAN_PERFORM.search(around):
        there = _ACCESS.search(around)
        resource = there[1].rstrip(".,") if there else None
        home = (arn.Arn.parse(resource) or arn.Arn("", "", "", "", "")).service
        names = [(service or home, name) for service, name in _NAME.findall(found[1])]
        actions = tuple(f"{service}:{name}" for service, name in names if service)
        return Sentence(tuple(dict.fromkeys(actions)), resource) if actions else None
    for words, implied, resource in _IMPLIED:
        if words.search(around):
            role = _ROLE.search(around)
            return Sentence(
                implied, resource.format(account=role[1] if role else "ACCOUNT-ID") if resource else None
            )
    for listed in _LISTS.finditer(around):
        actions = tuple(dict.fromkeys(each for each in _ACTION.findall(listed[1]) if _may_be(each)))
        if actions and (_ends_as_one(around, listed.end()) or _begins_as_one(around, listed.start(1))):
            return Sentence(actions)
    return None


def _may_be(action: str) -> bool:
    """Whether there is such an action, or its service's data is not at hand."""
    service = action.partition(":")[0].lower()
    return iam.action(action) is not None or (iam.exists(service) and not iam.loaded(service))


def _begins_as_one(around: str, start: int) -> bool:
    """Whether the list stands in parentheses behind its own word: 'the required actions (a:B, a:C)'."""
    return re.search(r"(?:permissions|actions)\s\($", around[max(0, start - 15) : start]) is not None


def _ends_as_one(around: str, end: int) -> bool:
    """Whether the sentence goes on as one about permissions: 'permission to role', 'operations'."""
    return bool(
        re.match(
            r"['`\"]?\s{0,3}(?:permissions?|operations?|actions?|api)\b",
            around[end : end + 40],
            re.IGNORECASE,
        )
    )


def _of_role(actions: tuple[str, ...], denial: Denial) -> Sentence | None:
    if not actions:
        return None
    interface = all(action.startswith("ec2:") for action in actions)
    return Sentence(actions, "*" if interface else denial.resource)


def _invoked(denial: Denial, around: str) -> Sentence | None:
    """A service that cannot invoke a function; a notification to a queue or topic is about that one."""
    function = denial.resource if ":function:" in (denial.resource or "") else None
    if "cloudfrontdistribution" in squeezed(around):
        return None
    if called := target(denial, around):
        return Sentence(*called)
    if function is None and (there := destination(around)):
        return Sentence((NOTIFIED[arn.service(there)],), there, "s3.amazonaws.com")
    found = invokers.of(denial, around)
    return Sentence(
        ("lambda:InvokeFunction",), function, found.principal if found is not invokers.UNKNOWN else ""
    )


def destination(around: str) -> str | None:
    """The one queue or topic beside a sentence about the destinations of a bucket's notifications; with words in
    capitals where only its kind is told."""
    if "destinationconfigurations" not in squeezed(around):
        return None
    found = {match[0].rstrip(".") for match in _DESTINATION.finditer(around)}
    if found:
        return found.pop() if len(found) == 1 else None
    kinds = {match.lastgroup for match in _OF_KIND.finditer(around)}
    return NOTIFIED_ANY.get(kinds.pop() or "") if len(kinds) == 1 else None


def goes_to_function(around: str) -> bool:
    """Whether the words around such a sentence tell that a function is the destination, and nothing else is."""
    kinds = {match.lastgroup for match in _OF_KIND.finditer(around)}
    others = kinds - {"function"} or _DESTINATION.search(around)
    return not others and _FUNCTION.search(around) is not None


_FUNCTION = lazy_regex(r"lambda|\bfunctions?\b", re.IGNORECASE)
# How requests, templates and programs name what a bucket notifies.
_OF_KIND = lazy_regex(
    r"(?P<queue>queue_?arn|QueueConfigurations?|aws_sqs_queue|SqsDestination|AWS::SQS::Queue)"
    r"|(?P<topic>topic_?arn|TopicConfigurations?|aws_sns_topic|SnsDestination|AWS::SNS::Topic)"
    r"|(?P<function>lambda_?function_?arn|LambdaFunctionConfigurations?|aws_lambda_function|LambdaDestination|LambdaConfigurations?)",
    re.IGNORECASE,
)
NOTIFIED_ANY = {
    "queue": "arn:aws:sqs:REGION:ACCOUNT-ID:QUEUE-NAME",
    "topic": "arn:aws:sns:REGION:ACCOUNT-ID:TOPIC-NAME",
}
