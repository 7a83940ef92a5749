"""Which policy to hold against a denial, and the commands that print it."""

from __future__ import annotations

from dataclasses import replace

from ..aws import arn
from ..report import Denial, Fetch
from ..text.regex import lazy_regex
from ..values import dataclass

# What goes into a command as it is; for all else a word to fill in stands there.
_SAFE = lazy_regex(r"[A-Za-z0-9_+=,.@:/-]+")


@dataclass(frozen=True, slots=True)
class _Way:
    """How to fetch one kind of policy: *what* it is, and commands with ``{name}`` where the thing's name
    goes."""

    what: str
    commands: tuple[str, ...] = ()


_PRINT = "aws iam get-policy-version --policy-arn POLICY-ARN --version-id v1 --query PolicyVersion.Document"
# Source of the commands: https://docs.aws.amazon.com/cli/latest/reference/iam/, .../lambda/, .../s3api/,
# .../kms/, .../organizations/, .../ec2/
_ROLE = _Way(
    (
        "The policies attached to the role {name}. The first two commands list them, the "
        "others print one; v1 is its version."
    ),
    (
        "aws iam list-attached-role-policies --role-name {name}",
        "aws iam list-role-policies --role-name {name}",
        _PRINT,
        "aws iam get-role-policy --role-name {name} --policy-name POLICY-NAME --query PolicyDocument",
    ),
)
_USER = _Way(
    (
        "The policies attached to the user {name}, or to a group of theirs. The first two "
        "commands list them, the others print one."
    ),
    (
        "aws iam list-attached-user-policies --user-name {name}",
        "aws iam list-user-policies --user-name {name}",
        _PRINT,
        "aws iam get-user-policy --user-name {name} --policy-name POLICY-NAME --query PolicyDocument",
    ),
)
_NAMED = _Way(
    "The policy that the message names. The first command shows its version, the second prints it.",
    (
        "aws iam get-policy --policy-arn {name} --query Policy.DefaultVersionId --output text",
        "aws iam get-policy-version --policy-arn {name} --version-id v1 --query PolicyVersion.Document",
    ),
)
_GUARD_RAIL = _Way(
    (
        "The policy of the organization. Only its management account, or an account it "
        "delegates this to, can print it."
    ),
    ("aws organizations describe-policy --policy-id {name} --query Policy.Content --output text",),
)
_BOUNDARY = _Way(
    "The permissions boundary of {name}. The first command shows its ARN, the second prints it.",
    (
        (
            "aws iam get-{kind} --{kind}-name {name} --query "
            "'*.PermissionsBoundary.PermissionsBoundaryArn' --output text"
        ),
        _PRINT,
    ),
)
_TRUST = _Way(
    "The trust policy of the role {name}.",
    ("aws iam get-role --role-name {name} --query Role.AssumeRolePolicyDocument",),
)
_SESSION = _Way(
    "The policy that was passed when the session was made: it stands in the call of "
    "AssumeRole, and AWS keeps no copy."
)
_ENDPOINT = _Way(
    "The policy of the VPC endpoint that the call went through.",
    (
        (
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {name} --query "
            "'VpcEndpoints[].PolicyDocument' --output text"
        ),
    ),
)
_OF_RESOURCE = {
    "lambda": _Way(
        "The policy of the function {name}.",
        ("aws lambda get-policy --function-name {name} --query Policy --output text",),
    ),
    "s3": _Way(
        "The policy of the bucket {name}.",
        ("aws s3api get-bucket-policy --bucket {name} --query Policy --output text",),
    ),
    "kms": _Way(
        "The policy of the key {name}.",
        ("aws kms get-key-policy --key-id {name} --policy-name default --query Policy --output text",),
    ),
    "ecr": _Way(
        "The policy of the repository {name}.",
        ("aws ecr get-repository-policy --repository-name {name} --query policyText --output text",),
    ),
    "secretsmanager": _Way(
        "The policy of the secret {name}.",
        ("aws secretsmanager get-resource-policy --secret-id {name} --query ResourcePolicy --output text",),
    ),
    "sns": _Way(
        "The policy of the topic {name}.",
        ("aws sns get-topic-attributes --topic-arn {name} --query Attributes.Policy --output text",),
    ),
}


def policy_to_fetch(denial: Denial) -> Fetch | None:
    """What to paste beside *denial*, and how to get it; None where no policy of the reader's can decide it.

    The commands name the reader's own things where the message tells them, and words in capitals where it
    does not.
    """
    kind = denial.policy_type
    if denial.policy_arn and ":iam:" in denial.policy_arn:
        return _told(_NAMED, denial.policy_arn, "POLICY-ARN")
    if kind in ("scp", "rcp"):
        return _told(_GUARD_RAIL, (denial.policy_arn or "").rpartition("/")[2], "POLICY-ID")
    if kind == "session":
        return _told(_SESSION, None, "")
    if kind == "vpc-endpoint":
        return _told(_ENDPOINT, arn.name(denial.policy_arn), "VPC-ENDPOINT-ID")
    if kind == "trust" or (denial.action or "").lower().startswith("sts:assumerole"):
        return _told(_TRUST, arn.name(denial.resource), "ROLE-NAME")
    if kind == "resource-based":
        return _of_resource(denial)
    return _of_caller(denial)


def _of_resource(denial: Denial) -> Fetch | None:
    parsed = arn.Arn.parse(denial.resource)
    service = parsed.service if parsed else (denial.action or "").partition(":")[0].lower()
    way = _OF_RESOURCE.get(service)
    if way is None:
        return None
    name = denial.resource if service in ("secretsmanager", "sns") else arn.name(denial.resource)
    if service == "s3":
        name = (name or "").split("/")[0]
    if service == "lambda":
        # A version or alias has a policy of its own.
        name, _, qualifier = (name or "").partition(":")
        if _SAFE.fullmatch(qualifier):
            way = replace(
                way, commands=tuple(f"{command} --qualifier {qualifier}" for command in way.commands)
            )
    return _told(way, name, "NAME")


def _of_caller(denial: Denial) -> Fetch | None:
    """The policies of the one who called, who must have some: root, services and strangers have none."""
    parsed = arn.Arn.parse(denial.principal)
    name = arn.name(denial.principal)
    user = bool(parsed and parsed.resource.startswith("user/"))
    role = parsed is None or parsed.resource.startswith(("role/", "assumed-role/"))
    if not (user or role) or not (denial.action or denial.principal):
        return None
    boundary = denial.policy_type == "permissions-boundary"
    way = _BOUNDARY if boundary else _USER if user else _ROLE
    return _told(
        way, name if parsed else None, "USER-NAME" if user else "ROLE-NAME", kind="user" if user else "role"
    )


def _told(way: _Way, name: str | None, to_fill_in: str, **words: str) -> Fetch:
    shown = name if name and _SAFE.fullmatch(name) else to_fill_in
    return Fetch(
        way.what.format(name=shown), tuple(command.format(name=shown, **words) for command in way.commands)
    )
