"""Map an API operation, and the names that clients give its service, to the IAM action."""

from __future__ import annotations

from functools import cache

from .data import iam
from .data.operations import ALIASES, RENAMED

# Names of services in clients and messages that differ from the IAM prefix, squeezed.
_PREFIXES = {
    **ALIASES,
    "awslambda": "lambda", "awslambdainternal": "lambda", "amazons3": "s3", "amazonec2": "ec2", "amazonsqs": "sqs",
    "amazonsns": "sns", "amazondynamodb": "dynamodb", "amazondynamodbv2": "dynamodb", "amazonidentitymanagement": "iam",
    "awssecuritytokenservice": "sts", "awskms": "kms", "amazonecr": "ecr", "amazoncloudformation": "cloudformation",
    "awssecretsmanager": "secretsmanager", "awssimplesystemsmanagement": "ssm", "amazonkinesis": "kinesis",
    "sfn": "states", "awsstepfunctions": "states", "elasticloadbalancingv2": "elasticloadbalancing",
    "amazonelasticfilesystem": "elasticfilesystem", "cloudwatchlogs": "logs", "awslogs": "logs",
    "eventbridge": "events", "cloudwatchevents": "events", "amazoncloudwatchevents": "events", "msk": "kafka", "amazonmsk": "kafka",
    "cognitoidentityprovider": "cognito-idp", "awscognitoidentityprovider": "cognito-idp", "cognitoidentity": "cognito-identity",
    "amazonapigateway": "apigateway", "dynamodbstreams": "dynamodb", "bedrockruntime": "bedrock",
    "identityandaccessmanagement(iam)": "iam", "cloudwatch": "cloudwatch", "monitoring": "cloudwatch", "kinesisfirehose": "firehose",
}  # fmt: skip
# Services preferred if several have an operation of the same name; others are not guessed.
_PREFERRED = (
    "lambda",
    "sts",
    "iam",
    "s3",
    "dynamodb",
    "sqs",
    "sns",
    "kms",
    "ssm",
    "secretsmanager",
    "ecr",
    "logs",
    "cloudformation",
)


def prefix(service: str | None) -> str | None:
    """The IAM prefix of a service as a client names it (``AWSLambda``, ``sns.amazonaws.com``), or None."""
    if not service:
        return None
    short = "".join(service.split()).lower().removesuffix(".amazonaws.com")
    short = _PREFIXES.get(short, short)
    return short if short in iam.near_services() else None


# Services that deny with AccessDenied, AWS's code in XML, and never with AccessDeniedException, its code in JSON.
# Source: the services' API references, "Common errors".
_OF_XML = (
    *("autoscaling", "cloudformation", "cloudfront", "ec2", "elasticloadbalancing"),
    *("iam", "rds", "route53", "s3", "sts"),
)
# Kinesis and DynamoDB Streams have these alike.
_OF_STREAMS = frozenset(("DescribeLimits", "DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"))


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for service in iam.near_services():
        for name in (iam.names(service) or {}).values():
            owners[name] = (*owners.get(name, ()), service)
    for service, operation in RENAMED:
        if service not in owners.get(operation, ()):
            owners[operation] = (*owners.get(operation, ()), service)
    return owners


def owner(operation: str, code: str | None = None) -> str | None:
    """The service of an operation: the only one near Lambda that has it, or the only preferred one of at most
    three, of those that have such an error code. CloudFormation says AccessDenied for every service."""
    services = _owners().get(operation, ())
    if len(services) == 1:
        return services[0]
    others = _OF_XML if code == "AccessDeniedException" else ()
    wanted = [each for each in _PREFERRED if each in services and each not in others]
    few = len(services) <= 3 and operation not in _OF_STREAMS
    return wanted[0] if len(wanted) == 1 and few else None


def called(operation: str | None, service: str | None, code: str | None = None) -> str | None:
    """The failed call as ``prefix:Operation``, or None if the service is unknown."""
    if not operation:
        return None
    name = operation.removesuffix("20150331v2")
    name = name[:-8] if name[-8:].isdigit() else name
    # JavaScript SDKs log the method: the operation with a lower-case first letter.
    name = name[:1].upper() + name[1:]
    known = prefix(service)
    # The service named nearby may be another one than was called, if it has no such operation.
    if not known or not (is_known(f"{known}:{name}") or (known, name) in RENAMED):
        known = owner(name, code) or known
    return f"{known}:{name}" if known else None


def actions_for(call: str) -> tuple[str, ...]:
    """The actions that IAM checks for ``prefix:Operation``; usually the one of the same name."""
    service, _, name = call.partition(":")
    return tuple(RENAMED.get((service, name), (call,)))


def is_possible(call: str) -> bool:
    """Whether a call may exist: of a service near Lambda all actions are known, of others none."""
    service, _, name = call.partition(":")
    return service not in iam.near_services() or is_known(call) or (service, name) in RENAMED


def is_known(action: str) -> bool:
    """Whether a service near Lambda has the action. Other services are not looked up: the page may not have
    loaded their data."""
    service, _, name = action.partition(":")
    return service.lower() in iam.near_services() and name.lower() in (iam.names(service) or {})
