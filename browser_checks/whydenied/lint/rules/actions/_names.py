"""What is wrong with the name of an action: one answer for each text, so that one fault is one finding."""

from __future__ import annotations

from ....aws.data import iam
from ....aws.data.nearest_action import nearest_action
from ....aws.data.wildcards import has_wildcard
from ....text.regex import lazy_regex

_PREFIX = lazy_regex(r"[A-Za-z0-9*?-]{1,64}")
_NAME = lazy_regex(r"[A-Za-z0-9*?-]{1,256}")
# Names that people carry over from SDKs, consoles and the command line: what IAM calls the service.
_SPOKEN = {
    "alb": "elasticloadbalancing", "apigatewayv2": "apigateway", "api-gateway": "apigateway", "apigw": "apigateway", "cfn": "cloudformation",
    "aurora": "rds", "cloudwatchlogs": "logs",
    "cloudwatch-logs": "logs", "cw": "cloudwatch", "r53": "route53", "stepfunction": "states", "cloudwatchevents": "events", "bedrock-agent": "bedrock", "bedrock-agent-runtime": "bedrock", "bedrock-runtime": "bedrock",
    "docdb": "rds", "documentdb": "rds", "dynamodbstreams": "dynamodb", "opensearch": "es", "opensearchserverless": "aoss", "sagemaker-runtime": "sagemaker", "codestarconnections": "codestar-connections", "cognito": "cognito-idp",
    "ddb": "dynamodb", "dynamo": "dynamodb", "efs": "elasticfilesystem", "elasticache": "elasticache", "elasticsearch": "es", "elb": "elasticloadbalancing",
    "elbv2": "elasticloadbalancing", "emr": "elasticmapreduce", "eventbridge": "events", "event-bridge": "events", "kinesisanalyticsv2": "kinesisanalytics",
    "kinesis-firehose": "firehose", "msk": "kafka", "parameterstore": "ssm", "secrets-manager": "secretsmanager", "secretmanager": "secretsmanager",
    "sesv2": "ses", "sfn": "states", "simpledb": "sdb", "sso-admin": "sso", "stepfunctions": "states", "step-functions": "states", "systemsmanager": "ssm",
    "systems-manager": "ssm", "vpc": "ec2", "ebs-volume": "ec2", "waf-v2": "wafv2", "x-ray": "xray",
}  # fmt: skip


@iam.remembered
def fault(text: str) -> str | None:
    """The code of the rule that speaks of this action, or None when it is in order or nobody can tell."""
    if "${" in text or not text.strip("*"):
        return None if text else "action-empty-name"
    prefix, colon, name = text.partition(":")
    if not colon or not prefix.strip():
        return "action-missing-prefix"
    if ":" in name:
        return "action-extra-colon"
    if not name.strip():
        return "action-empty-name"
    if prefix != prefix.strip() or name != name.strip():
        return "action-whitespace"
    if not _PREFIX.fullmatch(prefix) or not _NAME.fullmatch(name):
        return "action-invalid-characters"
    return None if has_wildcard(prefix) else _unknown(prefix.lower(), name)


def _unknown(prefix: str, name: str) -> str | None:
    if not iam.exists(prefix):
        return None if iam.is_retired(prefix) else "unknown-service-prefix"
    known = iam.names(prefix)
    if not known or name.lower() in known:
        return None
    if has_wildcard(name):
        found = iam.expand(f"{prefix}:{name}")
        return (
            None
            if found or isinstance(found, iam.NotLoaded) or iam.is_unlisted(f"{prefix}:{name}")
            else "wildcard-action-no-match"
        )
    if iam.api_actions(f"{prefix}:{name}"):
        return "api-name-not-iam-action"
    return None if iam.is_unlisted(f"{prefix}:{name}") else "unknown-action"


def meant_service(prefix: str) -> str | None:
    """The service that was meant by a prefix that does not exist: another word for one, or the nearest
    name."""
    spoken = _SPOKEN.get(prefix.lower())
    near = None if spoken else iam.nearest(prefix, iam.TITLES)
    return spoken or (near if near and is_near(prefix, near) else None)


def meant_action(prefix: str, name: str) -> str | None:
    """The action, or pattern of actions, that was meant under a prefix that does not exist: one that is
    there, or None."""
    service = meant_service(prefix)
    if service and (
        name == "*" or iam.expand(f"{service}:{name}") or isinstance(iam.names(service), iam.NotLoaded)
    ):
        return f"{service}:{name}"
    homes = _having(name.lower()) if not has_wildcard(name) else ()
    # Services of one family share the beginning of their names: kafka and kafka-cluster.
    kin = [home for home in homes if service and home.startswith(f"{service}-")]
    if len(kin or homes) == 1:
        return (kin or homes)[0]
    if service and (needed := iam.api_actions(f"{service}:{name}")):
        return needed[0] if len(needed) == 1 else None
    near = nearest_of(service, name) if service and not has_wildcard(name) else None
    return f"{service}:{near}" if near and is_near(name, near) else None


@iam.remembered
def nearest_of(prefix: str, name: str) -> str | None:
    """The action of a service that was meant by a name that none of its actions has."""
    known = iam.names(prefix) or {}
    lower = name.lower()
    for wrong, right in (("ies", "y"), ("ys", "ies")):
        if lower.endswith(wrong) and (found := known.get(lower.removesuffix(wrong) + right)):
            return found
    return nearest_action(name, tuple(known.values()))


@iam.remembered
def _having(name: str) -> tuple[str, ...]:
    """The actions of this name, in lower case, in all services; none while not all of them are loaded."""
    homes = iam.TITLES if iam.complete() else ()
    return tuple(
        f"{prefix}:{known[name]}" for prefix in homes if (known := iam.names(prefix)) and name in known
    )


def home_of(name: str, *, certain: bool) -> str | None:
    """The one action of this name in another service, or in another of those that most policies are about, where
    a name is long enough to be no chance. *certain*: whether the service that is written is meant, so that only one of
    those can be."""
    homes = _having(name.lower()) if len(name) >= _TELLING else ()
    common = (
        homes
        if len(homes) == 1 and not certain
        else [each for each in homes if each.partition(":")[0] in _COMMON]
    )
    return common[0] if len(common) == 1 else None


def is_sought_elsewhere(action: str) -> bool:
    """Whether an action that a known service does not have is looked for in all others: it is like none of its own."""
    prefix, _, name = action.partition(":")
    if len(name) < _TELLING or fault(action) != "unknown-action":
        return False
    near = nearest_of(prefix, name)
    return near is None or not (is_near(name, near) or is_alike(name, near))


_TELLING = 7
_COMMON = frozenset(
    {
        *(
            "autoscaling",
            "cloudformation",
            "cloudwatch",
            "dynamodb",
            "ec2",
            "ecr",
            "ecs",
            "elasticloadbalancing",
        ),
        *(
            "events",
            "iam",
            "kms",
            "lambda",
            "logs",
            "rds",
            "s3",
            "secretsmanager",
            "sns",
            "sqs",
            "ssm",
            "states",
            "sts",
        ),
    }
)


def is_slip(wrong: str, right: str) -> bool:
    """Whether one letter more, less, other or swapped is all that parts two names: then nobody doubts what
    was meant."""
    one, other = sorted((wrong.lower(), right.lower()), key=len)
    if len(other) - len(one) > 1:
        return False
    start = next((at for at in range(len(one)) if one[at] != other[at]), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    rest, meant = one[start:], other[start:]
    return rest[1:] == meant[1:] or (rest[:2] == meant[1::-1] and rest[2:] == meant[2:])


def is_near(wrong: str, right: str) -> bool:
    """Whether two letters more, less or other at most part two names: then the one may be meant by the
    other."""
    one, other = wrong.lower(), right.lower()
    if one.endswith("ies"):
        one = one[:-3] + "y"
    if abs(len(one) - len(other)) > _NEAR:
        return False
    row: list[int] = [*range(len(other) + 1)]
    for at, char in enumerate(one, 1):
        above, row[0] = row[0], at
        for place, letter in enumerate(other, 1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (char != letter))
        if min(row) > _NEAR:
            return False
    return row[-1] <= _NEAR


_NEAR = 2


def is_alike(wrong: str, right: str) -> bool:
    """Whether two names that are written otherwise have the same words, or are about the same."""
    return has_same_words(wrong, right) or has_same_object(wrong, right)


def has_same_words(wrong: str, right: str) -> bool:
    """Whether two names in capitals and small letters have the same words but for their ends: ReplicationTags
    and ReplicateTags."""
    one, other = _WORD.findall(wrong), _WORD.findall(right)
    return len(one) == len(other) > 1 and all(
        _share_stem(mine.lower(), theirs.lower()) for mine, theirs in zip(one, other, strict=True)
    )


def has_same_object(wrong: str, right: str) -> bool:
    """Whether two names differ in their verb alone: RemoveItem and DeleteItem, GetImage and BatchGetImage."""
    one, other = _WORD.findall(wrong), _WORD.findall(right.removeprefix("Batch"))
    return len(one) > 1 and "".join(one[1:]).lower().removesuffix("s") == "".join(
        other[1:]
    ).lower().removesuffix("s")


def _share_stem(one: str, other: str) -> bool:
    stem = next(
        (at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs),
        min(len(one), len(other)),
    )
    return one == other or stem >= max(_STEM, min(len(one), len(other)) - _NEAR)


_WORD = lazy_regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
_STEM = 4
