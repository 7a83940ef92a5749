"""A change as a CloudFormation template in YAML.

Types and properties: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
"""

from __future__ import annotations

import json
from typing import Any

from ...text.regex import lazy_regex
from ..fix import Change, Statement
from ..function_policy import permission
from .templates import fill, indented, quoted

NAME = "cloudformation"
RANK = 3
_WORD = lazy_regex(r"[A-Za-z][A-Za-z0-9]*")
# CloudFormation reads these out of any string, whatever the quotes: such a value cannot be written down
# safely.
_DYNAMIC = "{{resolve:"
_WHOLE = "# The whole policy stands here: put this statement beside those that are there.\n"
_PART = "# Part of the resource that your template already has: add the statement to its policy.\n"


def _resource(kind: str, properties: str, policy: str, comment: str = "") -> str:
    """A template of one resource with its properties and, last, the policy."""
    lines = "".join(f"      {line.strip()}\n" for line in properties.split(";") if line.strip())
    return (
        f"{comment}Resources:\n  Allowed:\n    Type: {kind}\n    Properties:\n{lines}      "
        f"{policy}:\n        {{document}}\n"
    )


_TEMPLATES = {
    "role": _resource(
        "AWS::IAM::RolePolicy", "RoleName: {role}; PolicyName: {policy_name}", "PolicyDocument"
    ),
    "user": _resource(
        "AWS::IAM::UserPolicy", "UserName: {user}; PolicyName: {policy_name}", "PolicyDocument"
    ),
    "permission-set": _resource(
        "AWS::SSO::PermissionSet", 'InstanceArn: "INSTANCE-ARN"; Name: {set}', "InlinePolicy", _PART
    ),
    "trust": _resource("AWS::IAM::Role", "RoleName: {role}", "AssumeRolePolicyDocument", _PART),
    "layer-version": (
        "Resources:\n  Allowed:\n    Type: AWS::Lambda::LayerVersionPermission\n    Properties:\n"
        "      LayerVersionArn: {layer_version}\n      Action: lambda:GetLayerVersion\n      "
        "Principal: {account}\n"
    ),
    "key": _resource("AWS::KMS::Key", "", "KeyPolicy", _PART),
    "repository": _resource(
        "AWS::ECR::Repository", "RepositoryName: {repository}", "RepositoryPolicyText", _PART
    ),
    "bucket": _resource("AWS::S3::BucketPolicy", "Bucket: {bucket}", "PolicyDocument", _WHOLE),
    "queue": _resource("AWS::SQS::QueuePolicy", "Queues: [{queue_url}]", "PolicyDocument", _WHOLE),
    "topic": _resource("AWS::SNS::TopicPolicy", "Topics: [{topic}]", "PolicyDocument", _WHOLE),
    "secret": _resource(
        "AWS::SecretsManager::ResourcePolicy", "SecretId: {secret}", "ResourcePolicy", _WHOLE
    ),
    "stream": _resource("AWS::Kinesis::ResourcePolicy", "ResourceArn: {stream}", "ResourcePolicy", _WHOLE),
    "bus": (
        "Resources:\n  Allowed:\n    Type: AWS::Events::EventBusPolicy\n    Properties:\n"
        "      EventBusName: {bus}\n      StatementId: {sid}\n      Statement:\n        {statement}\n"
    ),
    "file-system": _resource("AWS::EFS::FileSystem", "", "FileSystemPolicy", _PART),
    "api": _resource("AWS::ApiGateway::RestApi", "Name: API-NAME", "Policy", _PART),
    "boundary": _resource("AWS::IAM::ManagedPolicy", "", "PolicyDocument", _PART),
    "scp": _resource(
        "AWS::Organizations::Policy", "Name: SCP-NAME; Type: SERVICE_CONTROL_POLICY", "Content", _WHOLE
    ),
    "endpoint": _resource(
        "AWS::EC2::VPCEndpoint", "VpcId: VPC-ID; ServiceName: ENDPOINT-SERVICE-NAME", "PolicyDocument", _PART
    ),
}
_PERMISSION = (
    "  {label}:\n    Type: AWS::Lambda::Permission\n    Properties:\n"
    "      FunctionName: {function}\n      Action: {action}\n      Principal: {principal}\n"
    "[[      SourceArn: {source_arn}\n]][[      SourceAccount: {source_account}\n]]"
    "[[      FunctionUrlAuthType: {auth_type}\n]][[{url_flag}]]"
)


def write(change: Change) -> str | None:
    """The template, or None when CloudFormation cannot make this change, or would read a value as a
    reference."""
    names = dict(change.place.names)
    if _DYNAMIC in json.dumps([names, change.policy]):
        return None
    if change.place.kind == "function":
        return "Resources:\n" + "".join(
            _permission(names, one, at) for at, one in enumerate(change.statements)
        )
    template = _TEMPLATES.get(change.place.kind)
    if template is None or change.policy is None:
        return None
    if "version" in names:
        names["layer_version"] = f"{names['layer']}:{names['version']}"
    first = change.statements[0]
    ready = {
        "document": indented(value(change.policy), 8),
        "statement": indented(value({name: item for name, item in first.items() if name != "Sid"}), 8),
        "sid": quoted(first["Sid"]),
    }
    return fill(template, names, quoted, **ready)


def _permission(names: dict[str, str], one: Statement, at: int) -> str:
    values = permission(one)
    flag = {"url_flag": "      InvokedViaFunctionUrl: true\n"} if values.pop("via_url", None) else {}
    function = names["function"] + (f":{names['qualifier']}" if "qualifier" in names else "")
    label = "Allowed" if at == 0 else f"Allowed{at + 1}"
    return fill(_PERMISSION, {**values, "function": function}, quoted, label=label, **flag)


def value(data: Any) -> str:
    """A policy as a YAML block; policies are a few levels deep."""
    if isinstance(data, dict):
        return "\n".join(f"{_key(name)}:{_below(item)}" for name, item in data.items())
    if isinstance(data, list):
        return "\n".join(f"- {indented(value(item), 2)}" for item in data)
    return quoted(str(data))


def _below(item: Any) -> str:
    return f"\n  {indented(value(item), 2)}" if isinstance(item, dict | list) else f" {quoted(str(item))}"


def _key(name: str) -> str:
    return name if _WORD.fullmatch(name) else quoted(name)
