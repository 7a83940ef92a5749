"""A change as commands for a POSIX shell with the AWS CLI; whole policies are read, extended with jq and
written back."""

from __future__ import annotations

import json
import re

from ...text.regex import lazy_regex
from ..fix import Change, Statement
from ..function_policy import permission
from ..statement import document
from .templates import fill

NAME = "aws-cli"
RANK = 1
# Values that the AWS CLI would take for an option, or for a file to read.
_NOT_A_VALUE = lazy_regex(r"-|file://|fileb://", re.IGNORECASE)
_ADD = "'.Statement |= ([.] | flatten) + $new'"
_REWRITES = (
    "The AWS CLI commands need jq, and the last one replaces the whole policy: check policy.json before you "
    "run it. No policy yet? Save the one above as policy.json and run the last command only."
)
_DEPLOYS = (
    "The commands replace the API's whole policy: add its other statements first. It counts once the API is "
    "deployed again."
)
_SHARES = (
    "The session gets only what role and policy both allow: put the other statements it needs into the "
    "policy too."
)
_MANAGEMENT = "Run the commands in the management account."
NOTES: frozenset[str] = frozenset({_REWRITES, _DEPLOYS, _SHARES, _MANAGEMENT})
"""What :func:`notes` can say."""
_REGION = "[[ --region {region}]]"


def _rewritten(get: str, put: str, program: str = _ADD) -> str:
    """Commands that read a policy, add the statements, and write it back; nothing is lost on the way."""
    return f"{get} \\\n  | jq --argjson new {{new}} {program} > policy.json\n{put}\n"


# What is in brackets is left out when its value is missing; {document} is the policy, {new} its statements,
# both quoted.
_COMMANDS = {
    "role": (
        "aws iam put-role-policy --role-name {role} --policy-name {policy_name} \\\n  "
        "--policy-document {document}\n"
    ),
    "user": (
        "aws iam put-user-policy --user-name {user} --policy-name {policy_name} \\\n  "
        "--policy-document {document}\n"
    ),
    "permission-set": _rewritten(
        "aws sso-admin get-inline-policy-for-permission-set --instance-arn INSTANCE-ARN "
        "--permission-set-arn PERMISSION-SET-ARN \\\n"
        "  --query InlinePolicy --output text",
        "aws sso-admin put-inline-policy-to-permission-set --instance-arn INSTANCE-ARN "
        "--permission-set-arn PERMISSION-SET-ARN \\\n"
        "  --inline-policy file://policy.json\n"
        "aws sso-admin provision-permission-set --instance-arn INSTANCE-ARN "
        "--permission-set-arn PERMISSION-SET-ARN \\\n"
        "  --target-type ALL_PROVISIONED_ACCOUNTS",
    ),
    "trust": _rewritten(
        "aws iam get-role --role-name {role} --query Role.AssumeRolePolicyDocument --output json",
        "aws iam update-assume-role-policy --role-name {role} --policy-document file://policy.json",
    ),
    "layer-version": (
        "aws lambda add-layer-version-permission --layer-name {layer} --version-number "
        "{version} --statement-id {sid} \\\n"
        f"  --action lambda:GetLayerVersion --principal {{account}}{_REGION}\n"
    ),
    "key": _rewritten(
        (
            f"aws kms get-key-policy --key-id {{key}} --policy-name default --query Policy --output "
            f"text{_REGION}"
        ),
        f"aws kms put-key-policy --key-id {{key}} --policy-name default --policy file://policy.json{_REGION}",
    ),
    "repository": _rewritten(
        (
            f"aws ecr get-repository-policy --repository-name {{repository}}[[ --registry-id "
            f"{{registry}}]] --query policyText --output text{_REGION}"
        ),
        (
            f"aws ecr set-repository-policy --repository-name {{repository}}[[ --registry-id "
            f"{{registry}}]] --policy-text file://policy.json{_REGION}"
        ),
    ),
    "bucket": _rewritten(
        "aws s3api get-bucket-policy --bucket {bucket} --query Policy --output text",
        "aws s3api put-bucket-policy --bucket {bucket} --policy file://policy.json",
    ),
    "queue": _rewritten(
        (
            f"aws sqs get-queue-attributes --queue-url {{queue_url}} --attribute-names Policy "
            f"--query Attributes.Policy --output text{_REGION}"
        ),
        f"aws sqs set-queue-attributes --queue-url {{queue_url}} --attributes file://policy.json{_REGION}",
        "'{Policy: (.Statement |= ([.] | flatten) + $new | tojson)}'",
    ),
    "topic": _rewritten(
        (
            f"aws sns get-topic-attributes --topic-arn {{topic}} --query Attributes.Policy --output "
            f"text{_REGION}"
        ),
        (
            f"aws sns set-topic-attributes --topic-arn {{topic}} --attribute-name Policy "
            f"--attribute-value file://policy.json{_REGION}"
        ),
    ),
    "secret": _rewritten(
        (
            f"aws secretsmanager get-resource-policy --secret-id {{secret}} --query ResourcePolicy "
            f"--output text{_REGION}"
        ),
        (
            f"aws secretsmanager put-resource-policy --secret-id {{secret}} --resource-policy "
            f"file://policy.json --block-public-policy{_REGION}"
        ),
    ),
    "table": _rewritten(
        f"aws dynamodb get-resource-policy --resource-arn {{table}} --query Policy --output text{_REGION}",
        f"aws dynamodb put-resource-policy --resource-arn {{table}} --policy file://policy.json{_REGION}",
    ),
    "stream": _rewritten(
        f"aws kinesis get-resource-policy --resource-arn {{stream}} --query Policy --output text{_REGION}",
        f"aws kinesis put-resource-policy --resource-arn {{stream}} --policy file://policy.json{_REGION}",
    ),
    "bus": _rewritten(
        f"aws events describe-event-bus --name {{bus}} --query Policy --output text{_REGION}",
        f"aws events put-permission --event-bus-name {{bus}} --policy file://policy.json{_REGION}",
    ),
    "file-system": _rewritten(
        (
            f"aws efs describe-file-system-policy --file-system-id {{file_system}} --query Policy "
            f"--output text{_REGION}"
        ),
        (
            f"aws efs put-file-system-policy --file-system-id {{file_system}} --policy "
            f"file://policy.json{_REGION}"
        ),
    ),
    "api": (
        f"aws apigateway update-rest-api --rest-api-id {{api}} --patch-operations {{patch}}{_REGION}\n"
        f"aws apigateway create-deployment --rest-api-id {{api}} --stage-name STAGE{_REGION}\n"
    ),
    "boundary": (
        "[[boundary={boundary}\n]]"
        "[[boundary=$(aws iam get-role --role-name {role_name} --query "
        "Role.PermissionsBoundary.PermissionsBoundaryArn --output text)\n]]"
        "[[boundary=$(aws iam get-user --user-name {user_name} --query "
        "User.PermissionsBoundary.PermissionsBoundaryArn --output text)\n]]"
    )
    + _rewritten(
        'version=$(aws iam get-policy --policy-arn "$boundary" --query Policy.DefaultVersionId '
        "--output text)\n"
        'aws iam get-policy-version --policy-arn "$boundary" --version-id "$version" --query '
        "PolicyVersion.Document --output json",
        (
            'aws iam create-policy-version --policy-arn "$boundary" --policy-document '
            "file://policy.json --set-as-default"
        ),
    ),
    "session": (
        "aws sts assume-role --role-arn {role_arn} --role-session-name SESSION-NAME \\\n  "
        "--policy {document}\n"
    ),
    "scp": _rewritten(
        "aws organizations describe-policy --policy-id POLICY-ID --query Policy.Content --output text",
        "aws organizations update-policy --policy-id POLICY-ID --content file://policy.json",
    ),
    "endpoint": _rewritten(
        (
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids VPC-ENDPOINT-ID --query "
            "'VpcEndpoints[0].PolicyDocument' --output text"
        ),
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id VPC-ENDPOINT-ID --policy-document file://policy.json",
    ),
    "managed-policy": (
        "version=$(aws iam get-policy --policy-arn {policy} --query Policy.DefaultVersionId --output text)\n"
        'aws iam get-policy-version --policy-arn {policy} --version-id "$version" --query '
        "PolicyVersion.Document --output json\n"
    ),
    "organization-policy": (
        "aws organizations describe-policy --policy-id {policy_id} --query Policy.Content --output text\n"
        "aws organizations list-targets-for-policy --policy-id {policy_id}\n"
    ),
    "key-to-enable": f"aws kms enable-key --key-id {{key}}{_REGION}\n",
    "key-to-keep": (
        f"aws kms cancel-key-deletion --key-id {{key}}{_REGION}\naws kms enable-key --key-id "
        f"{{key}}{_REGION}\n"
    ),
    "key-to-look-at": (
        f"aws kms describe-key --key-id {{key}}{_REGION} --query KeyMetadata.KeyState --output text\n"
    ),
    "encoded-message": (
        "aws sts decode-authorization-message --query DecodedMessage --output text "
        "--encoded-message {message}\n"
    ),
}
_PERMISSION = (
    "aws lambda add-permission --function-name {function}[[ --qualifier {qualifier}]] "
    "--statement-id {sid} \\\n"
    "  --action {action} --principal {principal}[[ --source-arn {source_arn}]][[ "
    "--source-account {source_account}]]"
    f"[[ --function-url-auth-type {{auth_type}}]][[{{url_flag}}]]{_REGION}\n"
)


def write(change: Change) -> str | None:
    """The commands, or None when the CLI cannot make this change, or a value cannot be handed to it
    safely."""
    names = {name: _plain(value) for name, value in change.place.names.items()}
    if any(_NOT_A_VALUE.match(value) for value in names.values()):
        return None
    if change.place.kind == "function":
        return "".join(_permission(names, one) for one in change.statements)
    template = _COMMANDS.get(change.place.kind)
    return fill(template, names, _quoted, **_ready(change)) if template else None


def notes(change: Change) -> tuple[str, ...]:
    """What to know before the commands are run; no comments stand in them, which an interactive zsh would run
    as commands."""
    kind = change.place.kind
    said = {"api": _DEPLOYS, "session": _SHARES, "organization-policy": _MANAGEMENT}.get(kind)
    rewrites = "| jq " in _COMMANDS.get(kind, "")
    return (said,) if said else (_REWRITES,) if rewrites else ()


def _permission(names: dict[str, str], one: Statement) -> str:
    values = {name: _plain(value) for name, value in permission(one).items()}
    flag = {"url_flag": " --invoked-via-function-url"} if values.pop("via_url", None) else {}
    return fill(_PERMISSION, {**names, **values}, _quoted, **flag)


def _ready(change: Change) -> dict[str, str]:
    """The policy in the forms that the templates ask for, quoted."""
    if change.policy is None:
        return {}
    patch = [{"op": "replace", "path": "/policy", "value": json.dumps(change.policy)}]
    return {
        "document": _quoted(document(change.policy)),
        "new": _quoted(json.dumps([*change.statements])),
        "patch": _quoted(json.dumps(patch)),
        "sid": _quoted(change.statements[0]["Sid"]),
    }


def _plain(value: str) -> str:
    """A value without what a terminal would act on: line ends, control characters."""
    return "".join(char for char in value if char.isprintable())


def _quoted(text: str) -> str:
    """One word of a POSIX shell: as it is where nothing in it means anything there, else in single quotes.
    What shlex.quote gives, without its module."""
    return text if _PLAIN.fullmatch(text) and text[0] != "=" else "'" + text.replace("'", "'\"'\"'") + "'"


_PLAIN = lazy_regex(r"[\w@%+=:,./-]+", re.ASCII)
