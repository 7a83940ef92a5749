"""A change as Terraform configuration of the AWS provider (6.28 or later for function URLs).

Resources and arguments: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
"""

from __future__ import annotations

from typing import Any

from ...text.regex import lazy_regex
from ..fix import Change, Statement
from ..function_policy import permission
from .templates import fill, indented, quoted

NAME = "terraform"
RANK = 2
_WORD = lazy_regex(r"[A-Za-z_][A-Za-z0-9_]*")
_WHOLE = "# Terraform keeps the whole policy here: put this statement beside those that are there.\n"


def _resource(kind: str, arguments: str, policy: str = "policy", comment: str = "") -> str:
    """A resource block with its arguments and, last, the policy."""
    lines = "".join(f"  {line.strip()}\n" for line in arguments.split(";") if line.strip())
    return f'{comment}resource "{kind}" "allowed" {{\n{lines}  {policy} = jsonencode({{document}})\n}}\n'


_TEMPLATES = {
    "role": _resource("aws_iam_role_policy", "name = {policy_name}; role = {role}"),
    "user": _resource("aws_iam_user_policy", "name = {policy_name}; user = {user}"),
    "permission-set": _resource(
        "aws_ssoadmin_permission_set_inline_policy",
        'instance_arn = "INSTANCE-ARN"; permission_set_arn = "PERMISSION-SET-ARN"',
        "inline_policy",
        _WHOLE,
    ),
    "trust": _resource("aws_iam_role", "name = {role}", "assume_role_policy", _WHOLE),
    "layer-version": (
        'resource "aws_lambda_layer_version_permission" "allowed" {\n'
        "  layer_name     = {layer}\n"
        "  version_number = {version}\n"
        "  statement_id   = {sid}\n"
        '  action         = "lambda:GetLayerVersion"\n'
        "  principal      = {account}\n"
        "}\n"
    ),
    "key": _resource("aws_kms_key_policy", "key_id = {key}", comment=_WHOLE),
    "repository": _resource("aws_ecr_repository_policy", "repository = {repository}", comment=_WHOLE),
    "bucket": _resource("aws_s3_bucket_policy", "bucket = {bucket}", comment=_WHOLE),
    "queue": _resource("aws_sqs_queue_policy", "queue_url = {queue_url}", comment=_WHOLE),
    "topic": _resource("aws_sns_topic_policy", "arn = {topic}", comment=_WHOLE),
    "secret": _resource("aws_secretsmanager_secret_policy", "secret_arn = {secret}", comment=_WHOLE),
    "table": _resource("aws_dynamodb_resource_policy", "resource_arn = {table}", comment=_WHOLE),
    "stream": _resource("aws_kinesis_resource_policy", "resource_arn = {stream}", comment=_WHOLE),
    "bus": _resource("aws_cloudwatch_event_bus_policy", "event_bus_name = {bus}", comment=_WHOLE),
    "file-system": _resource("aws_efs_file_system_policy", "file_system_id = {file_system}", comment=_WHOLE),
    "api": _resource("aws_api_gateway_rest_api_policy", "rest_api_id = {api}", comment=_WHOLE),
    "boundary": _resource("aws_iam_policy", 'name = "BOUNDARY-NAME"', comment=_WHOLE),
    "session": (
        "# The provider's session gets only what role and policy both allow: put its other "
        "statements beside this one.\n"
        'provider "aws" {\n'
        "  assume_role {\n"
        "    role_arn = {role_arn}\n"
        "    policy = jsonencode({inner})\n"
        "  }\n"
        "}\n"
    ),
    "scp": _resource(
        "aws_organizations_policy", 'name = "SCP-NAME"; type = "SERVICE_CONTROL_POLICY"', "content", _WHOLE
    ),
    "endpoint": _resource("aws_vpc_endpoint_policy", 'vpc_endpoint_id = "VPC-ENDPOINT-ID"', comment=_WHOLE),
}
_PERMISSION = (
    'resource "aws_lambda_permission" "{label}" {\n'
    "  statement_id = {sid}\n"
    "  action = {action}\n"
    "  function_name = {function}\n"
    "[[  qualifier = {qualifier}\n]]"
    "  principal = {principal}\n"
    "[[  source_arn = {source_arn}\n]]"
    "[[  source_account = {source_account}\n]]"
    "[[  function_url_auth_type = {auth_type}\n]]"
    "[[{url_flag}]]"
    "}\n"
)


def write(change: Change) -> str | None:
    """The configuration, or None when Terraform cannot make this change."""
    if change.place.kind == "function":
        return "\n".join(_permission(change, one, at) for at, one in enumerate(change.statements))
    template = _TEMPLATES.get(change.place.kind)
    if template is None or change.policy is None:
        return None
    body = value(change.policy)
    ready = {
        "document": indented(body, 2),
        "inner": indented(body, 4),
        "sid": string(change.statements[0]["Sid"]),
    }
    return fill(template, change.place.names, string, **ready)


def _permission(change: Change, one: Statement, at: int) -> str:
    values = permission(one)
    flag = {"url_flag": "  invoked_via_function_url = true\n"} if values.pop("via_url", None) else {}
    label = "allowed" if at == 0 else f"allowed_{at + 1}"
    return fill(_PERMISSION, {**change.place.names, **values}, string, label=label, **flag)


def string(text: str) -> str:
    """A quoted HCL string in which nothing is a template: ``${`` and ``%{`` are written doubled."""
    return quoted(text).replace("${", "$${").replace("%{", "%%{")


def value(data: Any, depth: int = 0) -> str:
    """A policy as an HCL object; policies are a few levels deep."""
    inner = "  " * (depth + 1)
    if isinstance(data, dict):
        lines = [f"{inner}{_key(name)} = {value(item, depth + 1)}\n" for name, item in data.items()]
        return "{\n" + "".join(lines) + "  " * depth + "}"
    if isinstance(data, list):
        return "[\n" + "".join(f"{inner}{value(item, depth + 1)},\n" for item in data) + "  " * depth + "]"
    return string(str(data))


def _key(name: str) -> str:
    return name if _WORD.fullmatch(name) else string(name)
