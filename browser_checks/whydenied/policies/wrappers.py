"""Wrappers of policies, and what each tells: answers of commands, resources, headings, and command lines.

Sources: the output sections of https://docs.aws.amazon.com/cli/latest/reference/,
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ and
https://registry.terraform.io/providers/hashicorp/aws/latest/docs
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..aws.kinds import PolicyType
from ..report import OwnerKind


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
# Resources of CloudFormation: the type of their policies, the property with the owner's name, and the owner's
# kind.
CLOUDFORMATION: dict[str, tuple[tuple[str, str], ...]] = {
    "AWS::IAM::Policy": (("Roles", "role"), ("Users", "user"), ("Groups", "group")),
    "AWS::IAM::ManagedPolicy": (("Roles", "role"), ("Users", "user"), ("Groups", "group")),
    "AWS::IAM::RolePolicy": (("RoleName", "role"),),
    "AWS::IAM::UserPolicy": (("UserName", "user"),),
    "AWS::IAM::GroupPolicy": (("GroupName", "group"),),
    "AWS::IAM::Role": (("RoleName", "role"),),
    "AWS::IAM::User": (("UserName", "user"),),
    "AWS::IAM::Group": (("GroupName", "group"),),
}
TERRAFORM_TYPES: dict[str, tuple[PolicyType | None, str | None, OwnerKind | None]] = {
    "aws_iam_role_policy": ("identity", "role", "role"),
    "aws_iam_user_policy": ("identity", "user", "user"),
    "aws_iam_group_policy": ("identity", "group", "group"),
    "aws_iam_policy": ("identity", None, None),
    "aws_organizations_policy": (None, None, None),
    "aws_vpc_endpoint": ("vpc-endpoint", None, None),
    "aws_vpc_endpoint_policy": ("vpc-endpoint", "vpc_endpoint_id", "endpoint"),
    "aws_s3_bucket_policy": ("resource", None, None),
    "aws_sqs_queue_policy": ("resource", None, None),
    "aws_sns_topic_policy": ("resource", None, None),
    "aws_kms_key": ("resource", None, None),
    "aws_kms_key_policy": ("resource", None, None),
    "aws_ecr_repository_policy": ("resource", None, None),
    "aws_secretsmanager_secret_policy": ("resource", None, None),
    "aws_ssoadmin_permission_set_inline_policy": ("identity", None, None),
}
SERVICES = {"aws_s3_bucket_policy": "s3", "aws_sqs_queue_policy": "sqs", "aws_sns_topic_policy": "sns", "aws_kms_key": "kms",
             "aws_kms_key_policy": "kms", "aws_ecr_repository_policy": "ecr", "aws_secretsmanager_secret_policy": "secretsmanager"}  # fmt: skip
# A line of its own before the policy, and the type that it says.
HEADINGS: tuple[tuple[re.Pattern[str], PolicyType], ...] = (
    (re.compile(r"permissions?[ -]boundary", re.IGNORECASE), "boundary"),
    (re.compile(r"session policy", re.IGNORECASE), "session"),
    (re.compile(r"\bSCP\b|service control policy", re.IGNORECASE), "scp"),
    (re.compile(r"\bRCP\b|resource control policy", re.IGNORECASE), "rcp"),
    (re.compile(r"endpoint policy|policy of (?:the )?(?:vpc )?endpoint", re.IGNORECASE), "vpc-endpoint"),
    (re.compile(r"trust (?:policy|relationship)|assume[ -]role policy", re.IGNORECASE), "trust"),
    (re.compile(r"(?:bucket|queue|topic|key|function|repository|resource(?:-based)?) policy", re.IGNORECASE), "resource"),
    (re.compile(r"(?:identity|inline|managed|permissions?)(?:-based)? policy|policy (?:of|attached to) (?:the )?(?:role|user|group)", re.IGNORECASE),
     "identity"),
)  # fmt: skip
# Commands that print a policy: the type, the option with the owner's name, and the owner's kind.
COMMANDS: dict[str, tuple[PolicyType | None, str | None, str | None, str | None]] = {
    "iam get-role-policy": ("identity", "role-name", "role", None),
    "iam get-user-policy": ("identity", "user-name", "user", None),
    "iam get-group-policy": ("identity", "group-name", "group", None),
    "iam get-role": ("trust", "role-name", "role", None),
    "iam get-policy-version": ("identity", "policy-arn", "managed", None),
    "iam put-role-policy": ("identity", "role-name", "role", None),
    "iam put-user-policy": ("identity", "user-name", "user", None),
    "iam update-assume-role-policy": ("trust", "role-name", "role", None),
    "lambda get-policy": ("resource", "function-name", "resource", "lambda"),
    "lambda get-layer-version-policy": ("resource", "layer-name", "resource", "lambda"),
    "s3api get-bucket-policy": ("resource", "bucket", "resource", "s3"),
    "kms get-key-policy": ("resource", "key-id", "resource", "kms"),
    "sqs get-queue-attributes": ("resource", "queue-url", "resource", "sqs"),
    "sns get-topic-attributes": ("resource", "topic-arn", "resource", "sns"),
    "ecr get-repository-policy": ("resource", "repository-name", "resource", "ecr"),
    "secretsmanager get-resource-policy": ("resource", "secret-id", "resource", "secretsmanager"),
    "sso-admin get-inline-policy-for-permission-set": (
        "identity",
        "permission-set-arn",
        "permission-set",
        None,
    ),
    "ec2 describe-vpc-endpoints": ("vpc-endpoint", "vpc-endpoint-ids", "endpoint", None),
}
