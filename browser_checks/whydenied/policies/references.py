"""What a reference of a template or program tells of an ARN that it stands for: the service and the kind of resource,
though not its name.

``aws_s3_bucket.media.arn`` is the ARN of a bucket, and never that of an object in it.
Sources: the attributes in https://registry.terraform.io/providers/hashicorp/aws/latest/docs, the return values in
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ and
https://docs.aws.amazon.com/cdk/api/v2/docs/aws-construct-library.html
"""

from __future__ import annotations

import re

from ..text.regex import lazy_regex
from .nodes import UNKNOWN, Node, Object, Scalar

NAME = UNKNOWN + "\ue000"
"""A name that only the filled-in template tells, and that has neither a slash nor a colon."""
_PLACE = f"{UNKNOWN}:{UNKNOWN}"
_BUCKET, _TABLE, _QUEUE, _TOPIC, _FUNCTION, _STREAM, _KEY, _LOG_GROUP = (
    f"arn:{UNKNOWN}:s3:::{NAME}",
    f"arn:{UNKNOWN}:dynamodb:{_PLACE}:table/{NAME}",
    f"arn:{UNKNOWN}:sqs:{_PLACE}:{NAME}",
    f"arn:{UNKNOWN}:sns:{_PLACE}:{NAME}",
    f"arn:{UNKNOWN}:lambda:{_PLACE}:function:{NAME}",
    f"arn:{UNKNOWN}:kinesis:{_PLACE}:stream/{NAME}",
    f"arn:{UNKNOWN}:kms:{_PLACE}:key/{NAME}",
    f"arn:{UNKNOWN}:logs:{_PLACE}:log-group:{NAME}",
)


def _of(service: str, resource: str) -> str:
    return f"arn:{UNKNOWN}:{service}:{_PLACE}:{resource}"


# The attributes that are ARNs, by the type of what has them.
_TERRAFORM = {
    "s3_bucket": {"arn": _BUCKET},
    "dynamodb_table": {"arn": _TABLE, "stream_arn": f"{_TABLE}/stream/{NAME}"},
    "sqs_queue": {"arn": _QUEUE},
    "sns_topic": {"arn": _TOPIC},
    "kinesis_stream": {"arn": _STREAM},
    "kms_key": {"arn": _KEY},
    "kms_alias": {"arn": _of("kms", f"alias/{NAME}"), "target_key_arn": _KEY},
    "cloudwatch_log_group": {"arn": _LOG_GROUP},
    "cloudwatch_event_bus": {"arn": _of("events", f"event-bus/{NAME}")},
    "lambda_function": {
        "arn": _FUNCTION,
        "invoke_arn": _of("apigateway", f"path/{NAME}"),
    },
    "api_gateway_rest_api": {
        "arn": f"arn:{UNKNOWN}:apigateway:{UNKNOWN}::/restapis/{NAME}",
        "execution_arn": _of("execute-api", NAME),
    },
    "apigatewayv2_api": {
        "arn": f"arn:{UNKNOWN}:apigateway:{UNKNOWN}::/apis/{NAME}",
        "execution_arn": _of("execute-api", NAME),
    },
    "db_instance": {"arn": _of("rds", f"db:{NAME}")},
    "rds_cluster": {"arn": _of("rds", f"cluster:{NAME}")},
    "secretsmanager_secret": {"arn": _of("secretsmanager", f"secret:{NAME}")},
    "ecr_repository": {"arn": _of("ecr", f"repository/{NAME}")},
    "ecs_cluster": {"arn": _of("ecs", f"cluster/{NAME}")},
    "sfn_state_machine": {"arn": _of("states", f"stateMachine:{NAME}")},
}
_CLOUDFORMATION = {
    "AWS::S3::Bucket": {"Arn": _BUCKET},
    "AWS::DynamoDB::Table": {"Arn": _TABLE, "StreamArn": f"{_TABLE}/stream/{NAME}"},
    "AWS::Serverless::SimpleTable": {"Arn": _TABLE},
    "AWS::SQS::Queue": {"Arn": _QUEUE},
    "AWS::Lambda::Function": {"Arn": _FUNCTION},
    "AWS::Serverless::Function": {"Arn": _FUNCTION},
    "AWS::Kinesis::Stream": {"Arn": _STREAM},
    "AWS::KMS::Key": {"Arn": _KEY},
    "AWS::RDS::DBInstance": {"DBInstanceArn": _of("rds", f"db:{NAME}")},
    "AWS::RDS::DBCluster": {"DBClusterArn": _of("rds", f"cluster:{NAME}")},
    "AWS::ECR::Repository": {"Arn": _of("ecr", f"repository/{NAME}")},
    "AWS::StepFunctions::StateMachine": {"Arn": _of("states", f"stateMachine:{NAME}")},
}
_CDK = {
    "bucket": _BUCKET, "table": _TABLE, "queue": _QUEUE, "topic": _TOPIC, "function": _FUNCTION, "stream": _STREAM, "key": _KEY,
}  # fmt: skip
_OF_TERRAFORM = lazy_regex(r"\baws_(\w{2,40})\.[\w-]{1,80}(?:\[[^\]\n]{0,60}\])?\.(\w{0,20}arn)\b")
_OF_CDK = lazy_regex(r"\b(bucket|table|queue|topic|function|stream|key)(?:Arn|_arn)\b")
_OBJECTS = lazy_regex(r"\.arn(?:ForObjects|_for_objects)\(")
_OF_CLOUDFORMATION = lazy_regex(
    r"(?:GetAtt\"?:?[ \t]{0,4}\[?[ \t\"']{0,4}|\$\{)(\w{1,80})(?:\.|[\"' \t]{0,4},[\"' \t]{0,4})(\w{0,20}Arn)\b"
)
_OF_BUCKET = lazy_regex(rf"(arn:[\w-]{{1,10}}:s3:::){UNKNOWN}(/.*)?", re.DOTALL)
_IN_TEXT = lazy_regex(r"\$\{([^{}\n]{1,120})\}")


def referred(scalar: Scalar, chars: str) -> str:
    """The text of a value with as much of its ARN as its reference tells; *chars* is what it was read from."""
    text = scalar.text
    if text.count(UNKNOWN) != 1:
        return text
    written = chars[scalar.start : scalar.end]
    if text.startswith(UNKNOWN):
        form = _form(scalar, written)
        return f"{form}{text[1:]}" if form else text
    if (found := _OF_BUCKET.fullmatch(text)) and (said := _IN_TEXT.search(written)) and _is_bucket(said[1]):
        return f"{found[1]}{NAME}{found[2] or ''}"
    return text


def with_names(scalar: Scalar, chars: str) -> str | None:
    """The text of a value with the name of each reference for what only the filled-in template tells; None where the
    value may be another one each time, or nobody can tell."""
    text = referred(scalar, chars)
    if UNKNOWN not in text:
        return text
    written = chars[scalar.start : scalar.end]
    texts = _IN_TEXT.findall(written) or _IN_BRACES.findall(written)
    names = [texts[0] if len(texts) == 1 else _bare(written)] if scalar.text.count(UNKNOWN) == 1 else texts
    if len(names) != scalar.text.count(UNKNOWN) or "\n" in written or "[" in written.partition("${")[0][1:-1]:
        names = [_bare(written)] if scalar.text == UNKNOWN else []
    if not all(map(_SAME.fullmatch, names)):
        return None
    marks = [f"<{name.replace(':', '.')}>" for name in names]
    if NAME in text:
        return text.replace(NAME, marks[0]) if marks else None
    head, *parts = text.split(UNKNOWN)
    if len(parts) != len(marks):
        return None
    for mark, part in zip(marks, parts, strict=True):
        head += mark + part
    return head


def _bare(written: str) -> str:
    """The name in a value that is nothing but a reference."""
    found = _OF_FUNCTION.fullmatch(written)
    return ".".join(filter(None, found.groups())) if found else written


_IN_BRACES = lazy_regex(r"(?<=[^$]){([^{}\n]{1,120})}")
_OF_FUNCTION = lazy_regex(
    r"(?:!(?:GetAtt|Ref)\s|\{?\s{0,4}[\"']?(?:Fn::GetAtt|Ref)[\"']?:)[\s\[\"']{0,9}([\w:]{1,80})(?:[\"',. ]{1,6}([\w.]{1,80}))?[\s\]\"'}]{0,9}"
)
# What is the same wherever it stands: no variable of a loop.
_SAME = lazy_regex(
    r"(?:aws_\w{1,40}|data|var|local|module)\.[\w.\[\]\"'-]{1,120}|[A-Z][\w:.]{0,120}|\w{1,60}\.\w{0,40}(?:A|_a)rn"
)


def _form(scalar: Scalar, written: str) -> str | None:
    """The ARN that the only reference in a value stands for."""
    if len(found := _OF_TERRAFORM.findall(written)) == 1:
        kind, attribute = found[0]
        return _TERRAFORM.get(kind, {}).get(attribute)
    if _OBJECTS.search(written):
        return f"{_BUCKET}/{UNKNOWN}"
    if len(found := _OF_CDK.findall(written)) == 1:
        return _CDK[found[0]]
    if len(found := _OF_CLOUDFORMATION.findall(written)) == 1:
        name, attribute = found[0]
        if kind := resource_type(scalar, name):
            return _CLOUDFORMATION.get(kind, {}).get(attribute)
        # Of a part of a template only the name of the resource says what it is.
        ends = (form for word, form in _CDK.items() if name.lower().endswith(word))
        return next(ends, None) if attribute == "Arn" else None
    return None


def resource_type(scalar: Scalar, name: str) -> str | None:
    """The type of a resource of the template that the value stands in."""
    node: Node | None = scalar
    while node is not None and node.parent is not None:
        node = node.parent
    node = node.get("resources") or node if isinstance(node, Object) else None  # of the Serverless Framework
    resources = node.get("Resources") if isinstance(node, Object) else None
    resource = resources.get(name) if isinstance(resources, Object) else None
    kind = resource.get("Type") if isinstance(resource, Object) else None
    return kind.text if isinstance(kind, Scalar) else None


def _is_bucket(expression: str) -> bool:
    """Whether what is filled in is called a bucket, and not a place in one."""
    words = expression.lower()
    return "bucket" in words and not any(word in words for word in ("path", "prefix", "object", "key"))
