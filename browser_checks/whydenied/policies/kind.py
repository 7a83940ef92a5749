"""Infer the kind of policy that a document is from its content and surroundings, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..aws.arn import Arn
from ..aws.data import iam
from ..aws.kinds import PolicyType
from ..report import Owner
from .attached import attached
from .beside import wrapped_beside
from .document import Document
from .nodes import UNKNOWN
from .notations.permission import FunctionPolicy
from .owner import wrapped
from .statements import Statement

_ASSUME = ("sts:assumerole", "sts:tagsession", "sts:setsourceidentity", "sts:setcontext")
# Condition keys typical of the Denies of SCPs, and rare in identity-based policies.
_GUARD_KEYS = {
    "aws:requestedregion",
    "aws:resourceorgid",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:sourceorgid",
    "aws:principalisawsservice",
    "aws:resourceaccount",
    "aws:vpceorgid",
    "aws:vpceaccount",
    "aws:viaawsservice",
}
# Keys that policies for one's own users test, also where they only deny.
_PERSONAL_KEYS = {
    "aws:multifactorauthpresent",
    "aws:multifactorauthage",
    "aws:tokenissuetime",
    "aws:username",
    "aws:userid",
}
# Where a request comes from: AWS's own example for users denies by these alone.
_PLACE_KEYS = {"aws:sourceip", "aws:viaawsservice"}
# Condition keys about the owner of the resource: useless in the policy of a single resource.
_OWNER_KEYS = {"aws:resourceorgid", "aws:resourceorgpaths", "aws:resourceaccount"}
# Parts of the keys around a policy in a template or program that name its kind.
_LABELS: tuple[tuple[str, PolicyType], ...] = (
    ("assume", "trust"),
    ("trustpolicy", "trust"),
    ("boundary", "boundary"),
    ("servicecontrol", "scp"),
    ("resourcecontrol", "rcp"),
    ("iamrolestatements", "identity"),
    ("attachpolicy", "identity"),
    ("additionalpolicies", "identity"),
)
# Services whose resource-based policies have no Resource element.
_WITHOUT_RESOURCE = {"ecr", "ecr-public", "elasticfilesystem", "redshift-serverless"}
# Services whose resources most often have a policy: who names accounts for their actions means that one, and forgot
# the resource.
_CARRIERS = {
    "s3",
    "sns",
    "sqs",
    "kms",
    "secretsmanager",
    "lambda",
    "events",
    "execute-api",
    "es",
    "glue",
    "backup",
}

# Services whose endpoints have policies, and none of whose resources has one: who names principals for their actions
# means the endpoint.
# Source: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html,
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
_AT_ENDPOINTS_ALONE = {
    *(
        "application-autoscaling",
        "athena",
        "autoscaling",
        "cloudformation",
        "cloudwatch",
        "codepipeline",
        "comprehend",
    ),
    *(
        "config",
        "ec2",
        "ecs",
        "elasticache",
        "elasticloadbalancing",
        "elasticmapreduce",
        "firehose",
        "polly",
        "rds",
    ),
    *("sagemaker", "ssm", "ssmmessages", "states", "sts", "textract", "transcribe", "translate"),
}

GUARD_RAIL = "it only denies, on every resource, and names nobody, as policies of an organization do"
"""Why a policy is taken for an SCP by its content alone, which a policy of a user can have as well."""


class Kind(NamedTuple):
    """A kind with the reason for it; for a resource-based policy also the service of the resource."""

    type: PolicyType
    why: str
    service: str | None = None
    owner: Owner | None = None


def actions(statements: Sequence[Statement]) -> list[str]:
    """All actions in lower case, NotAction included."""
    return [pattern for statement in statements for pattern in statement.patterns]


def condition_keys(statements: Sequence[Statement]) -> set[str]:
    """The condition keys in lower case."""
    return {condition.name for statement in statements for condition in statement.conditions}


def kind(document: Document) -> Kind:
    """Infer the kind of a policy; the reason is part of a sentence."""
    found = document.statements
    around = wrapped(document)
    if around and around.type and not (around.type == "identity" and _assumes(found) and _names(found)):
        return Kind(
            around.type,
            around.why,
            around.service or (_owner(found) if around.type == "resource" else None),
            around.owner,
        )
    told = _by_content(document, found)
    return told._replace(owner=around.owner) if around and around.owner else told


def _by_content(document: Document, found: Sequence[Statement]) -> Kind:
    """The type by the labels in a template, and by what the statements say."""
    if isinstance(document.node, FunctionPolicy):
        return Kind("resource", "it names who may act on the resource of lambda", "lambda")
    for label, named_type in _LABELS if document.context else ():
        if label in _where(document, named_type) and not (named_type == "trust" and _grants(found)):
            return Kind(named_type, f"it is under {document.context[-1]}")
    if read := attached(document):
        return Kind(read.type, f"it is used by {read.reader}", read.service, read.owner)
    if (elsewhere := wrapped_beside(document)) and elsewhere.type:
        return Kind(elsewhere.type, elsewhere.why, elsewhere.service, elsewhere.owner)
    assumes, named = _assumes(found), _names(found)
    if not (assumes or named):
        return _of_nobody(document, found)
    about = any(statement.has("Resource", "NotResource") for statement in found)
    denies = named and _everyone(found) and (_only_denies(found) or (assumes and _denies_everywhere(found)))
    if assumes and (named or not about) and not denies:
        return Kind("trust", "it says who may assume a role")
    if not named:
        return _of_nobody(document, found)
    used = actions(found)
    service = _owner(found)
    bare = all(principal.kind == "*" for statement in found for principal in statement.principals)
    if denies and bare and "*" not in used and (service is None or service in iam.RCP_SUPPORTED):
        return Kind(
            "rcp", "it only denies, to everyone and on every resource, as resource control policies do"
        )
    if (
        service is None
        and _everyone(found)
        and _everywhere(found)
        and any(statement.allows for statement in found)
    ) or _lets_through(found):
        return Kind(
            "vpc-endpoint", "it lets everyone through to every resource, as the policy of a VPC endpoint does"
        )
    if (
        about
        and service in _AT_ENDPOINTS_ALONE
        and all(each.has("Principal", "NotPrincipal") for each in found)
    ):
        return Kind(
            "vpc-endpoint", f"it names principals, and of what {service} has only VPC endpoints have a policy"
        )
    if (
        not about
        and found
        and (assumes or not (document.notation == "cdk" or _of_a_resource(document, used)))
    ):
        return Kind("trust", "it names who is allowed and no resource, as a role's trust policy does")
    whose = f" of {service}" if service else ""
    return Kind("resource", f"it names who may act on the resource{whose}", service)


def _of_nobody(document: Document, found: Sequence[Statement]) -> Kind:
    """The kind of a policy that names no principal; the CDK's statements are handed to its grantees."""
    if document.notation != "cdk" and _guard_rail(found):
        return Kind("scp", GUARD_RAIL)
    return Kind("identity", "it names no principal, so it is attached to a user, group or role")


def _assumes(found: Sequence[Statement]) -> bool:
    """Whether all actions are about assuming a role."""
    some = False
    for statement in found:
        for pattern in statement.patterns:
            if not pattern.startswith(_ASSUME):
                return False
            some = True
    return some


def _names(found: Sequence[Statement]) -> bool:
    """Whether a statement names who."""
    for statement in found:  # noqa: SIM110 - any() takes longer, and this runs for every policy
        if statement.has("Principal", "NotPrincipal"):
            return True
    return False


def _grants(found: Sequence[Statement]) -> bool:
    """Whether statements name resources and nobody, as what a session may do beside assuming a role."""
    return (
        bool(found)
        and not _names(found)
        and all(each.has("Resource", "NotResource") for each in found)
        and not _assumes(found)
    )


def _of_a_resource(document: Document, used: Sequence[str]) -> bool:
    """Whether actions that no trust policy has are those of a policy without a Resource element: of a service
    whose policies have none, or a part of a program or text, which may add one."""
    services = {action.split(":")[0] for action in used} - {UNKNOWN}
    before = document.text.chars[: document.node.start]
    inside = bool(document.context or before.strip()) or document.notation != "json"
    if services == {"es"} or (services and services <= _CARRIERS and not _of_services(document.statements)):
        return True
    return not _WITHOUT_RESOURCE.isdisjoint(services) or (inside and bool(services) and "sts" not in services)


def _of_services(found: Sequence[Statement]) -> bool:
    """Whether statements name services of AWS, as most trust policies do."""
    return any(principal.kind == "Service" for statement in found for principal in statement.principals)


def _where(document: Document, named_type: str) -> str:
    """The keys around the policy; for trust only those below Properties, because a resource of any kind may
    be named after assuming a role."""
    labels = document.context
    if named_type == "trust" and "Properties" in labels:
        labels = labels[labels.index("Properties") :]
    return "".join(str(label) for label in labels).lower().replace("_", "").replace("-", "")


def _owner(statements: Sequence[Statement]) -> str | None:
    """The service whose resource has the policy: the only one in its resources, else the only one in its
    actions."""
    arns = [Arn.parse(resource.text) for statement in statements for resource in statement.resources]
    owners = {
        arn.service
        for arn in arns
        if arn and arn.service.isascii() and arn.service.replace("-", "").isalnum()
    }
    if len(owners) != 1:
        owners = {action.split(":")[0] for action in actions(statements)} - {"*", UNKNOWN}
    return owners.pop() if len(owners) == 1 else None


def _everyone(statements: Sequence[Statement]) -> bool:
    return all(principal.value.text == "*" for statement in statements for principal in statement.principals)


def _everywhere(statements: Sequence[Statement]) -> bool:
    return all([resource.text for resource in statement.resources] == ["*"] for statement in statements)


def _is_everywhere(statement: Statement) -> bool:
    return any(resource.text == "*" for resource in statement.resources)


def _only_denies(statements: Sequence[Statement]) -> bool:
    return all(statement.denies for statement in statements) and _everywhere(statements)


def _denies_everywhere(statements: Sequence[Statement]) -> bool:
    """Whether a statement denies something on `"Resource": "*"`; trust policies have no Resource element."""
    return any(
        statement.denies and [resource.text for resource in statement.resources] == ["*"]
        for statement in statements
    )


def _lets_through(statements: Sequence[Statement]) -> bool:
    """Whether a statement allows everyone every resource, with a condition on its owner or for all actions,
    as only VPC endpoint policies do."""
    return any(
        statement.allows
        and _everyone([statement])
        and statement.has("Principal")
        and _everywhere([statement])
        and (
            condition_keys([statement]) & _OWNER_KEYS
            or [action.text for action in statement.actions] == ["*"]
        )
        for statement in statements
    )


def _guard_rail(statements: Sequence[Statement]) -> bool:
    """Whether statements only deny, in whatever account: everywhere, or on resources whose ARNs leave the
    account open."""
    if not statements or not all(statement.denies for statement in statements):
        return False
    keys = condition_keys(statements)
    guards = bool(keys & _GUARD_KEYS) or any(key.startswith("aws:principaltag/") for key in keys)
    if keys & _PERSONAL_KEYS or (keys and keys <= _PLACE_KEYS):
        return False
    if guards and all(statement.not_resource or _is_everywhere(statement) for statement in statements):
        return True
    return _everywhere(statements) or (
        bool(keys) and all(_in_any_account(statement) for statement in statements)
    )


def _in_any_account(statement: Statement) -> bool:
    """Whether no resource and no principal that a statement names is of a certain account, but not all it
    names are without one."""
    spared = [
        value.text
        for each in statement.conditions
        if each.name == "aws:principalarn"
        for value in each.values
    ]
    named = (*(resource.text for resource in statement.resources), *spared)
    accounts = [arn.account for text in named if (arn := Arn.parse(text))]
    return not any(account.isdigit() for account in accounts) and (_is_everywhere(statement) or any(accounts))
