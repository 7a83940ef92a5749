"""What a reference of a template or program gives that is no ARN: the name of a bucket, the address of a queue.

``!Ref Bucket`` is the bucket's name, ``aws_sqs_queue.jobs.url`` the queue's address; IAM takes neither for a
resource.
Sources: the return values in https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/, the attributes in
https://registry.terraform.io/providers/hashicorp/aws/latest/docs and
https://docs.aws.amazon.com/cdk/api/v2/docs/aws-construct-library.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ..text.regex import lazy_regex
from .nodes import UNKNOWN, Scalar
from .references import resource_type

_NAME, _ID, _ADDRESS = "the name", "the id", "the address"


class Named(NamedTuple):
    """A reference that is no ARN: its place in the text that the policy was read from, what it gives, and the reference
    that gives the ARN; None where there is none."""

    start: int
    end: int
    gives: str
    arn: str | None


# What Ref gives of a resource, by its type; each has the attribute Arn. Of all others it is the ARN, or unsure.
_REF = {
    _NAME: (
        "S3::Bucket", "DynamoDB::Table", "DynamoDB::GlobalTable", "Serverless::SimpleTable", "Lambda::Function", "Serverless::Function",
        "IAM::Role", "IAM::User", "IAM::Group", "Logs::LogGroup", "Kinesis::Stream", "KinesisFirehose::DeliveryStream", "ECR::Repository",
        "Events::EventBus", "ECS::Cluster", "EKS::Cluster", "CodeBuild::Project",
    ),
    _ID: ("KMS::Key", "EFS::FileSystem", "Cognito::UserPool"),
    _ADDRESS: ("SQS::Queue",),
}  # fmt: skip
_REFERRED = {f"AWS::{kind}": gives for gives, kinds in _REF.items() for kind in kinds}
# Attributes for Fn::GetAtt of these that are no ARN.
_ATTRIBUTES = {
    "QueueUrl": _ADDRESS, "QueueName": _NAME, "DomainName": _ADDRESS, "RegionalDomainName": _ADDRESS, "DualStackDomainName": _ADDRESS,
    "WebsiteURL": _ADDRESS, "RepositoryUri": _ADDRESS, "KeyId": _ID, "RoleId": _ID, "FileSystemId": _ID, "UserPoolId": _ID,
}  # fmt: skip
# Attributes of Terraform that are no ARN whatever has them; and what ``id`` is, which with others is the ARN.
_TERRAFORM = {
    "name": _NAME, "bucket": _NAME, "function_name": _NAME, "url": _ADDRESS, "key_id": _ID, "repository_url": _ADDRESS,
    "bucket_domain_name": _ADDRESS, "bucket_regional_domain_name": _ADDRESS,
}  # fmt: skip
_TERRAFORM_ID = {
    "s3_bucket": _NAME, "dynamodb_table": _NAME, "lambda_function": _NAME, "iam_role": _NAME, "iam_user": _NAME, "iam_group": _NAME,
    "cloudwatch_log_group": _NAME, "ecr_repository": _NAME, "ssm_parameter": _NAME, "cloudwatch_event_rule": _NAME, "eks_cluster": _NAME,
    "backup_vault": _NAME, "athena_workgroup": _NAME, "glue_job": _NAME, "iam_instance_profile": _NAME,
    "kms_key": _ID, "efs_file_system": _ID, "cognito_user_pool": _ID, "cognito_identity_pool": _ID, "instance": _ID, "vpc": _ID, "subnet": _ID,
    "security_group": _ID, "ebs_volume": _ID, "cloudfront_distribution": _ID, "db_instance": _ID, "rds_cluster": _ID,
    "sqs_queue": _ADDRESS,
}  # fmt: skip
# Of these attributes another resource may have one that is not its own, as a policy has that of its bucket.
_OWN = {"bucket": "s3_bucket", "url": "sqs_queue"}
# And these are what was asked for by anything else, which may be an ARN: the function of an alias, the key of a grant
# or of a data source.
_ASKED = {"function_name": "lambda_function", "key_id": "kms_key"}
# What has a name and no ARN.
_WITHOUT_ARN = frozenset({"region", "partition", "availability_zone", "caller_identity"})
_CDK = {
    "bucketName": _NAME, "tableName": _NAME, "queueName": _NAME, "functionName": _NAME, "topicName": _NAME, "roleName": _NAME, "secretName": _NAME,
    "logGroupName": _NAME, "streamName": _NAME, "repositoryName": _NAME, "stateMachineName": _NAME, "parameterName": _NAME, "userName": _NAME,
    "deliveryStreamName": _NAME, "clusterName": _NAME, "eventBusName": _NAME, "keyId": _ID, "fileSystemId": _ID, "userPoolId": _ID,
    "queueUrl": _ADDRESS, "repositoryUri": _ADDRESS, "bucketDomainName": _ADDRESS, "bucketRegionalDomainName": _ADDRESS,
}  # fmt: skip
_SUFFIX = lazy_regex(r"(?:(?:Regional)?Domain)?Name$|Id$|Ur[li]$")


def _in_python(name: str) -> str:
    return re.sub(r"([A-Z])", lambda letter: f"_{letter[1].lower()}", name)


@cache
def _attributes() -> dict[str, tuple[str, str]]:
    """What each of the CDK's attributes gives, and the one for the ARN, in TypeScript and in Python."""
    own = {name: (gives, _SUFFIX.sub("Arn", name)) for name, gives in _CDK.items()}
    return own | {_in_python(name): (gives, _in_python(arn)) for name, (gives, arn) in own.items()}


_OF_TERRAFORM = lazy_regex(
    r"\b(?P<data>data\.)?aws_(?P<kind>\w{2,40})\.[\w-]{1,80}(?:\[[^\]\n]{0,60}\])?\.(?P<attribute>\w{1,40})(?![\w.\[(])"
)
_OF_ATTRIBUTE = lazy_regex(r"(?<![\w.])(?:\w{1,40}[!?]?\.){1,4}(\w{1,40})(?![\w.\[(])")
_OF_CLOUDFORMATION = lazy_regex(
    r"(?P<tag>!Ref[ \t]{1,4}(?P<tagged>\w{1,80})(?![\w:.]))"
    r"|(?P<key>(?P<quote>[\"']?)Ref(?P=quote)[ \t]{0,4}:[ \t]{0,4}(?P<mark>[\"']?)(?P<keyed>\w{1,80})(?P=mark)(?![\w:.]))"
    r"|(?P<slot>\$\{(?P<slotted>\w{1,80})\})"
    r"|(?:GetAtt\"?:?[ \t]{0,4}\[?[ \t\"']{0,4}|\$\{)(?P<of>\w{1,80})(?:\.|[\"' \t]{0,4},[\"' \t]{0,4})(?P<attribute>\w{1,40})\b"
)
# Nothing but a reference, or one with the rest of a name behind it: no call, choice or sum.
_MADE = lazy_regex(
    r"[?+]|\w\(|\|\||&&|(?:^|[\s(\[{])(?:if|for)\s|Fn::(?:If|Select|Split|ImportValue|FindInMap|Cidr)|!(?:If|Select|Split)\b"
)


def named(value: Scalar, chars: str, *, is_program: bool) -> Named | None:
    """What a resource gives that begins with a reference, where that is surely no ARN; *chars* is what it was read
    from, *is_program* whether that is a program's code and no template."""
    if value.text[:1] != UNKNOWN or value.text.count(UNKNOWN) > 1 or value.text[1:2] not in ("", "/"):
        return None
    written = chars[value.start : value.end]
    if _MADE.search(written):
        return None
    found = [*(_of_program(written, chars) if is_program else _of_template(value, written))]
    if len(found) != 1 or found[0] is None:
        return None
    start, end, gives, arn = found[0]
    return Named(value.start + start, value.start + end, gives, arn)


def _of_template(value: Scalar, written: str) -> Iterator[Named | None]:
    """Every reference in a value of a template; None for one that may be an ARN."""
    if "aws_" in written:
        for match in _OF_TERRAFORM.finditer(written):
            yield _of_terraform(match)
    else:
        for match in _OF_CLOUDFORMATION.finditer(written):
            yield _of_cloudformation(value, match)


def _of_program(written: str, chars: str) -> Iterator[Named | None]:
    """Every attribute in a value of a program: the CDK's by its name, Pulumi's by what made the variable before it."""
    for match in _OF_ATTRIBUTE.finditer(written):
        attribute = match[1]
        if known := _attributes().get(attribute):
            yield Named(*match.span(), known[0], match[0].removesuffix(attribute) + known[1])
        elif kind := _made(match[0].removesuffix(f".{attribute}"), chars):
            gives = _gives(kind, _in_python(attribute))
            yield Named(*match.span(), gives, match[0].removesuffix(attribute) + "arn") if gives else None


@lru_cache(maxsize=128)
def _made(variable: str, chars: str) -> str | None:
    """The resource that a variable of Pulumi's holds, by Terraform's name, which is the provider's."""
    if "aws." not in chars or not variable.isidentifier():
        return None
    form = rf"\b{variable}(?::[^=\n]{{1,60}}?)?[ \t]{{0,9}}=[ \t]{{0,9}}(?:new )?aws\.(\w{{2,40}})\.(\w{{2,60}})\("
    made = {*re.findall(form, chars)}
    if len(made) != 1:
        return None
    service, kind = made.pop()
    return f"{service.rstrip('_')}{_in_python('_' + kind.removesuffix('V2')).replace('__', '_')}"


def _gives(kind: str, attribute: str) -> str | None:
    """What an attribute of a resource of Terraform's gives; None where that may be an ARN."""
    return _TERRAFORM_ID.get(kind) if attribute == "id" else _TERRAFORM.get(attribute)


def _of_terraform(match: re.Match[str]) -> Named | None:
    kind, attribute = match["kind"], match["attribute"]
    gives = _gives(kind, attribute)
    if gives is None or _ASKED.get(attribute, kind) != kind or (match["data"] and attribute == "key_id"):
        return None
    # Policies are about keys: no action that uses one looks at an alias.
    whole = "target_key_arn" if kind == "kms_alias" else "arn"
    has_arn = _OWN.get(attribute, kind) == kind and kind not in _WITHOUT_ARN
    arn = f"{match[0].removesuffix(attribute)}{whole}" if has_arn else None
    return Named(*match.span(), gives, arn)


def _of_cloudformation(value: Scalar, match: re.Match[str]) -> Named | None:
    name = match["tagged"] or match["keyed"] or match["slotted"] or match["of"]
    gives = _REFERRED.get(resource_type(value, name) or "")
    if gives and match["of"]:
        gives = _ATTRIBUTES.get(match["attribute"])
    if gives is None:
        return None
    if match["tag"]:
        arn = f"!GetAtt {name}.Arn"
    elif match["key"]:
        quote = match["quote"]
        arn = f"{quote}Fn::GetAtt{quote}: [{quote}{name}{quote}, {quote}Arn{quote}]"
    elif match["slot"]:
        arn = f"${{{name}.Arn}}"
    else:
        arn = match[0].removesuffix(match["attribute"]) + "Arn"
    return Named(*match.span(), gives, arn)
