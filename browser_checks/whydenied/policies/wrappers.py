"""Wrappers of policies, and what each tells: answers of commands, resources, headings, and command lines.

Sources: the output sections of https://docs.aws.amazon.com/cli/latest/reference/,
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ and
https://registry.terraform.io/providers/hashicorp/aws/latest/docs
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..aws.kinds import PolicyType
from ..report.words import OwnerKind
from ..text.regex import lazy_regex


class Answer(NamedTuple):
    """An object that a command prints: the member by which it is known, and what that tells of the policies
    in it."""

    member: str
    type: PolicyType | None
    owner: str | None
    """The kind of the owner, whose name is the member's value."""
    service: str | None = None


# The policy's own label decides before the object around it.
LABELS: tuple[tuple[str, PolicyType], ...] = (
    ("assumerolepolicydocument", "trust"),
    ("assumerolepolicy", "trust"),
    ("permissionsboundarydocument", "boundary"),
)
# The nearest object around the policy that has one of the members, the surer member first.
ANSWERS = (
    Answer("RoleName", "identity", "role"),
    Answer("UserName", "identity", "user"),
    Answer("GroupName", "identity", "group"),
    Answer("VpcEndpointId", "vpc-endpoint", "endpoint"),
    Answer("IsDefaultVersion", "identity", "managed"),
    Answer("PolicyVersionList", "identity", "managed"),
    Answer("InlinePolicy", "identity", "permission-set"),
    Answer("RevisionId", "resource", "resource", "lambda"),
    Answer("repositoryName", "resource", "resource", "ecr"),
    Answer("ResourcePolicy", "resource", "resource", "secretsmanager"),
    Answer("TopicArn", "resource", "resource", "sns"),
    Answer("QueueArn", "resource", "resource", "sqs"),
)
ORGANIZATION: dict[str, PolicyType] = {"SERVICE_CONTROL_POLICY": "scp", "RESOURCE_CONTROL_POLICY": "rcp"}


class Carrier(NamedTuple):
    """A resource of a template that carries policies: their type, and what tells whose they are."""

    type: PolicyType | None
    """None where an attribute of the resource tells it."""
    owners: tuple[tuple[str, OwnerKind], ...] = ()
    """The properties with the owner's name, each with the owner's kind."""
    service: str | None = None
    """The service whose resource carries the policy."""


_ATTACHED: tuple[tuple[str, OwnerKind], ...] = (("Roles", "role"), ("Users", "user"), ("Groups", "group"))
CLOUDFORMATION: dict[str, Carrier] = {
    "AWS::IAM::Policy": Carrier("identity", _ATTACHED),
    "AWS::IAM::ManagedPolicy": Carrier("identity", _ATTACHED),
    "AWS::IAM::RolePolicy": Carrier("identity", (("RoleName", "role"),)),
    "AWS::IAM::UserPolicy": Carrier("identity", (("UserName", "user"),)),
    "AWS::IAM::GroupPolicy": Carrier("identity", (("GroupName", "group"),)),
    "AWS::IAM::Role": Carrier("identity", (("RoleName", "role"),)),
    "AWS::IAM::User": Carrier("identity", (("UserName", "user"),)),
    "AWS::IAM::Group": Carrier("identity", (("GroupName", "group"),)),
    "AWS::SSO::PermissionSet": Carrier("identity"),
    "AWS::Serverless::Function": Carrier("identity"),
    "AWS::Serverless::StateMachine": Carrier("identity"),
    "AWS::EC2::VPCEndpoint": Carrier("vpc-endpoint"),
    "AWS::ECR::Repository": Carrier("resource", service="ecr"),
    "AWS::KMS::Key": Carrier("resource", service="kms"),
    "AWS::S3::BucketPolicy": Carrier("resource", service="s3"),
    "AWS::SNS::TopicPolicy": Carrier("resource", service="sns"),
    "AWS::SQS::QueuePolicy": Carrier("resource", service="sqs"),
    "AWS::SecretsManager::ResourcePolicy": Carrier("resource", service="secretsmanager"),
    "AWS::SNS::TopicInlinePolicy": Carrier("resource", service="sns"),
    "AWS::SQS::QueueInlinePolicy": Carrier("resource", service="sqs"),
    "AWS::KMS::ReplicaKey": Carrier("resource", service="kms"),
    "AWS::S3::AccessPoint": Carrier("resource", service="s3"),
    "AWS::EFS::FileSystem": Carrier("resource", service="elasticfilesystem"),
    "AWS::ApiGateway::RestApi": Carrier("resource", service="execute-api"),
    "AWS::Serverless::Api": Carrier("resource", service="execute-api"),
    "AWS::OpenSearchService::Domain": Carrier("resource", service="es"),
    "AWS::Elasticsearch::Domain": Carrier("resource", service="es"),
    "AWS::Events::EventBusPolicy": Carrier("resource", service="events"),
    "AWS::Logs::ResourcePolicy": Carrier("resource", service="logs"),
    "AWS::Backup::BackupVault": Carrier("resource", service="backup"),
    "AWS::Organizations::Policy": Carrier(None),
}
# Resources of Terraform without their aws_; one with a star stands for all that begin so, and carries a policy in
# an argument that is called one.
TERRAFORM: dict[str, Carrier] = {
    "iam_role_policy": Carrier("identity", (("role", "role"),)),
    "iam_user_policy": Carrier("identity", (("user", "user"),)),
    "iam_group_policy": Carrier("identity", (("group", "group"),)),
    "iam_policy": Carrier("identity"),
    "iam_role": Carrier("identity", (("name", "role"),)),
    "ssoadmin_permission_set_inline_policy": Carrier("identity"),
    "organizations_policy": Carrier(None),
    "vpc_endpoint": Carrier("vpc-endpoint"),
    "vpc_endpoint_policy": Carrier("vpc-endpoint", (("vpc_endpoint_id", "endpoint"),)),
    "s3_bucket*": Carrier("resource", service="s3"),
    "s3_access_point*": Carrier("resource", service="s3"),
    "s3control_access_point_policy*": Carrier("resource", service="s3"),
    "kms_*": Carrier("resource", service="kms"),
    "sqs_queue*": Carrier("resource", service="sqs"),
    "sns_topic*": Carrier("resource", service="sns"),
    "ecr_*": Carrier("resource", service="ecr"),
    "secretsmanager_secret*": Carrier("resource", service="secretsmanager"),
    "efs_file_system_policy*": Carrier("resource", service="elasticfilesystem"),
    "glacier_vault*": Carrier("resource", service="glacier"),
    "backup_vault*": Carrier("resource", service="backup"),
    "cloudwatch_log_resource_policy*": Carrier("resource", service="logs"),
    "cloudwatch_event_bus_policy*": Carrier("resource", service="events"),
    "api_gateway_rest_api*": Carrier("resource", service="execute-api"),
    "elasticsearch_domain*": Carrier("resource", service="es"),
    "opensearch_domain*": Carrier("resource", service="es"),
    "dynamodb_resource_policy*": Carrier("resource", service="dynamodb"),
    "kinesis_resource_policy*": Carrier("resource", service="kinesis"),
    "codeartifact_*": Carrier("resource", service="codeartifact"),
    "organizations_resource_policy*": Carrier("resource", service="organizations"),
}
# Pulumi's classes: new aws.iam.RolePolicy("x", {role: "writer", policy: ...}).
PULUMI: dict[str, Carrier] = {
    "iam.GroupPolicy": Carrier("identity", (("group", "group"),)),
    "iam.Policy": Carrier("identity"),
    "iam.RolePolicy": Carrier("identity", (("role", "role"),)),
    "iam.UserPolicy": Carrier("identity", (("user", "user"),)),
    "organizations.Policy": Carrier("scp"),
    "ec2.VpcEndpoint": Carrier("vpc-endpoint"),
    "ec2.VpcEndpointPolicy": Carrier("vpc-endpoint"),
    "s3.BucketPolicy": Carrier("resource", service="s3"),
    "sns.TopicPolicy": Carrier("resource", service="sns"),
    "sqs.QueuePolicy": Carrier("resource", service="sqs"),
    "ecr.RepositoryPolicy": Carrier("resource", service="ecr"),
    "kms.Key": Carrier("resource", service="kms"),
    "secretsmanager.SecretPolicy": Carrier("resource", service="secretsmanager"),
}

# Modules of Terraform by a part of their source, and of all by the argument.
# Source: https://registry.terraform.io/namespaces/terraform-aws-modules
MODULES: tuple[tuple[str, Carrier], ...] = (
    ("vpc-endpoint", Carrier("vpc-endpoint")),
    ("iam-policy", Carrier("identity")),
    ("s3-bucket", Carrier("resource", service="s3")),
    ("service-control-policies", Carrier("scp")),
)


def terraform(resource: str, argument: str) -> Carrier | None:
    """The row of a resource of Terraform, without its aws_, that has a policy in an argument."""
    if found := TERRAFORM.get(resource):
        return found
    if "policy" not in argument + resource:
        return None
    return next(
        (row for name, row in TERRAFORM.items() if name[-1] == "*" and resource.startswith(name[:-1])), None
    )


# Words in the names of files that hold one policy.
_FILES: tuple[tuple[str, PolicyType], ...] = (
    ("boundary", "boundary"),
    ("scp", "scp"),
    ("rcp", "rcp"),
    ("session[-_]policy", "session"),
    ("endpoint[-_]policy", "vpc-endpoint"),
)
# A line of its own before the policy, and the type that it says.
HEADINGS: tuple[tuple[re.Pattern[str], PolicyType], ...] = (
    *((lazy_regex(rf"(?:\b|_){word}[\w-]{{0,40}}\.(?:json|ya?ml)\b", re.IGNORECASE), kind) for word, kind in _FILES),
    (lazy_regex(r"permissions?[ -]boundary", re.IGNORECASE), "boundary"),
    (lazy_regex(r"session policy", re.IGNORECASE), "session"),
    (lazy_regex(r"\bSCP\b|service control policy", re.IGNORECASE), "scp"),
    (lazy_regex(r"\bRCP\b|resource control policy", re.IGNORECASE), "rcp"),
    (lazy_regex(r"endpoint policy|policy of (?:the )?(?:vpc )?endpoint", re.IGNORECASE), "vpc-endpoint"),
    (lazy_regex(r"trust (?:policy|relationship)|assume[ -]role policy", re.IGNORECASE), "trust"),
    (lazy_regex(r"(?:bucket|queue|topic|key|function|repository|resource(?:-based)?) policy", re.IGNORECASE), "resource"),
    (lazy_regex(r"(?:identity|inline|managed|permissions?|role|user|group)(?:'s|-based)? policy|policy (?:of|attached to) (?:the )?(?:role|user|group)", re.IGNORECASE),
     "identity"),
)  # fmt: skip
# Commands that print a policy or are handed one: the type, the option with the owner's name, and the owner's kind.
COMMANDS: dict[str, tuple[PolicyType | None, str | None, str | None, str | None]] = {
    "iam get-role-policy": ("identity", "role-name", "role", None),
    "iam get-user-policy": ("identity", "user-name", "user", None),
    "iam get-group-policy": ("identity", "group-name", "group", None),
    "iam get-role": ("trust", "role-name", "role", None),
    "iam get-policy-version": ("identity", "policy-arn", "managed", None),
    "iam put-role-policy": ("identity", "role-name", "role", None),
    "iam put-user-policy": ("identity", "user-name", "user", None),
    "iam update-assume-role-policy": ("trust", "role-name", "role", None),
    "iam create-role": ("trust", "role-name", "role", None),
    "iam put-group-policy": ("identity", "group-name", "group", None),
    "iam create-policy": ("identity", "policy-name", "managed", None),
    "iam create-policy-version": ("identity", "policy-arn", "managed", None),
    "sts assume-role": ("session", None, None, None),
    "sts get-federation-token": ("session", None, None, None),
    "lambda get-policy": ("resource", "function-name", "resource", "lambda"),
    "lambda get-layer-version-policy": ("resource", "layer-name", "resource", "lambda"),
    "s3api get-bucket-policy": ("resource", "bucket", "resource", "s3"),
    "s3api put-bucket-policy": ("resource", "bucket", "resource", "s3"),
    "kms get-key-policy": ("resource", "key-id", "resource", "kms"),
    "kms put-key-policy": ("resource", "key-id", "resource", "kms"),
    "kms create-key": ("resource", None, None, "kms"),
    "sqs get-queue-attributes": ("resource", "queue-url", "resource", "sqs"),
    "sqs set-queue-attributes": ("resource", "queue-url", "resource", "sqs"),
    "sqs create-queue": ("resource", "queue-name", "resource", "sqs"),
    "sns get-topic-attributes": ("resource", "topic-arn", "resource", "sns"),
    "sns set-topic-attributes": ("resource", "topic-arn", "resource", "sns"),
    "ecr get-repository-policy": ("resource", "repository-name", "resource", "ecr"),
    "ecr set-repository-policy": ("resource", "repository-name", "resource", "ecr"),
    "secretsmanager get-resource-policy": ("resource", "secret-id", "resource", "secretsmanager"),
    "secretsmanager put-resource-policy": ("resource", "secret-id", "resource", "secretsmanager"),
    "backup put-backup-vault-access-policy": ("resource", "backup-vault-name", "resource", "backup"),
    "logs put-resource-policy": ("resource", None, None, "logs"),
    "sso-admin put-inline-policy-to-permission-set": (
        "identity",
        "permission-set-arn",
        "permission-set",
        None,
    ),
    "sso-admin get-inline-policy-for-permission-set": (
        "identity",
        "permission-set-arn",
        "permission-set",
        None,
    ),
    "ec2 describe-vpc-endpoints": ("vpc-endpoint", "vpc-endpoint-ids", "endpoint", None),
    "ec2 modify-vpc-endpoint": ("vpc-endpoint", "vpc-endpoint-id", "endpoint", None),
    "ec2 create-vpc-endpoint": ("vpc-endpoint", None, None, None),
}
