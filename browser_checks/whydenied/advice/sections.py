"""Which sections of the guide answer a denial: names in order of preference, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..aws import arn, operations
from ..aws.kinds import BY_PRINTED, BY_TYPE, PolicyKind, named_in
from ..call import inference
from ..errors.reading import Reading
from ..guide import Form, Guide, Section
from ..report import Denial, Layer, Link
from ..text.regex import lazy_regex
from ..text.squeeze import squeezed

# The name of a section with the reason to open it.
Named = tuple[str, str]
# The same, or a section that the paste itself leads to.
Choice = Named | tuple[Section, str]

# The sections about a resource's own policy, by the service whose resource it is.
_BY_OWNER = {
    "lambda": "function-policy",
    "kms": "kms",
    "ecr": "container-image",
    "s3": "s3-access-denied",
    "sts": "assume-role",
}
# What such a service denies with no word about the call.
_BARE = {name: _BY_OWNER[name] for name in ("kms", "ecr", "sts")}
_IAM_ADMIN = lazy_regex(
    r"iam:(?:Create|Put|Attach|Detach|Delete|Add|Update|Remove|Set|Tag|Untag|Change|Deactivate|Upload)",
    re.IGNORECASE,
)
_ASSUME = lazy_regex(r"sts:(?:AssumeRole|TagSession|SetSourceIdentity|SetContext)", re.IGNORECASE)
_ECR_PULL = lazy_regex(
    r"ecr:(?:BatchGetImage|GetDownloadUrlForLayer|BatchCheckLayerAvailability|GetRepositoryPolicy|SetRepositoryPolicy)",
    re.IGNORECASE,
)
_INTERFACE = lazy_regex(
    r"ec2:(?:Create|Delete|Describe)NetworkInterfaces?|ec2:(?:Una|A)ssignPrivateIpAddresses", re.IGNORECASE
)


def choices(reading: Reading, guide: Guide) -> Iterator[Choice]:
    """Sections and names of sections, best first; the guide may lack some of them."""
    denial = reading.denial
    # A guard rail that the message names outranks the sentence around it, which only says what was being
    # done, unless that names one too.
    if _guard_rail(denial.policy_type) and not (reading.form and _names_a_policy(reading.form)):
        yield from _by_policy(denial)
    if reading.form and not _about_another(reading):
        yield from ((section, "this message is listed there") for section in guide.quoting(reading.form))
    yield from _by_policy(denial)
    if reading.setting and (denial.action or "").lower().startswith("s3:"):
        yield "s3-access-denied", "a setting of the bucket denies it, not a policy"
    # Such a code says by itself what is wrong; the operation only says what was being done.
    if reading.code_section:
        yield (
            reading.code_section,
            "the message says that a role can't be assumed, or lacks a permission"
            if reading.plain in ("said", "role", "asked")
            else f"the error code {denial.error_code or ''} is explained there".replace("  ", " "),
        )
    yield from _by_action(reading)
    if reading.plain == "s3":
        yield "s3-access-denied", "S3 says no more than that access was denied"
    if reading.plain == "encoded":
        yield "read-the-message", "the reason is encoded in the message"
    asked = operations.prefix(denial.service)
    if reading.is_bare and asked in _BARE:
        yield _BARE[asked], "the service that denied it is asked for little else"
    if denial.action or denial.principal or reading.plain in ("ec2", "lost", "refused"):
        yield "no-permissions", "a principal lacks the permission for an action"
    if denial.effect == "explicit":
        yield "no-permissions", "a principal was denied an action"
    if reading.is_bare:
        if not (asked or denial.operation):
            yield "s3-access-denied", "S3 says no more where it denies something"
        yield "explicit-deny", "a policy may deny it explicitly"
    if arn.is_session(denial.principal) and not (denial.action or "").lower().startswith(
        ("lambda:", "iam:", "sts:")
    ):
        yield "execution-role-permissions", "the caller may be a function's own code"
    yield "read-the-message", "the parts of such a message are explained there"


def _about_another(reading: Reading) -> bool:
    """Whether a form speaks of tags, as CloudFormation guesses, around a message that names another action."""
    action = (reading.denial.action or "").lower()
    guessed = reading.form is not None and reading.form.section.endswith("-tags")
    return guessed and bool(action) and "tag" not in action


def _names_a_policy(form: Form) -> bool:
    """Whether a form says, fixes or has a slot for the type of the policy that denies."""
    return (
        "policy_type" in form.slots
        or "{policy_type}" in form.text
        or named_in(squeezed(form.text)) is not None
    )


def _guard_rail(kind: str | None) -> PolicyKind | None:
    """The kind of policy that only takes away, which decides by itself where a denial names it."""
    found = BY_PRINTED.get(kind or "")
    return found if found and found.limits else None


def _by_policy(denial: Denial) -> Iterator[Named]:
    kind, action = denial.policy_type, denial.action or ""
    if rail := _guard_rail(kind):
        yield rail.section, f"the message names {rail.name}"
    if kind == "trust":
        by_lambda = "lambda.amazonaws.com" in (denial.principal or "")
        yield (
            ("execution-role-trust" if by_lambda else "assume-role"),
            "the message names the role's trust policy",
        )
    if denial.effect == "explicit":
        # Of a bucket's Deny the section about S3 says less: it is for those who aren't told the policy.
        owner = _BY_OWNER.get(_prefix(action)) if kind == "resource-based" else None
        if owner and owner != "s3-access-denied":
            yield owner, "the resource's own policy denies it"
        yield "explicit-deny", "a policy denies it explicitly"


def _of_resource(action: str) -> str:
    """The section about the policy of the resource that an action acts on."""
    return _BY_OWNER.get(_prefix(action), "cross-account-access")


def _prefix(action: str) -> str:
    return action.partition(":")[0].lower()


def _by_action(reading: Reading) -> Iterator[Named]:
    denial = reading.denial
    action = (denial.action or "").lower()
    if not action or (reading.setting and not action.startswith("s3:")):
        return
    foreign = inference.cross_account(denial)
    if action == "lambda:tagresource" and denial.operation and not denial.operation.startswith("TagResource"):
        yield "tags", f"{denial.operation} sets tags, and setting them was denied"
    if action == "iam:passrole":
        yield "passrole", "iam:PassRole was denied"
    if action in ("lambda:getlayerversion", "lambda:listlayerversions"):
        yield "layers", "a layer version was denied"
    if action == "lambda:invokefunctionurl":
        yield "function-url", "the call went to a function URL"
    if action.startswith("lambda:enablereplication"):
        yield "edge", "replication for Lambda@Edge was denied"
    if action.startswith("kms:"):
        yield "kms", "a KMS key took part"
    if _ECR_PULL.match(action):
        yield "container-image", "an image repository denied it"
    if _INTERFACE.match(action):
        yield "vpc-permissions", "a network interface is needed to join a VPC"
    if _ASSUME.match(action):
        if foreign:
            yield "cross-account-access", "caller and role are in different accounts"
        yield "assume-role", "assuming a role was denied"
    if foreign:
        yield "cross-account-access", "caller and resource are in different accounts"
    if _IAM_ADMIN.match(action):
        yield "admin-delegate", "an IAM change was denied, which is an administrator's right"
    if denial.policy_type == "resource-based" and action.startswith("lambda:"):
        yield "function-policy", "the function's own policy does not allow it"
    of_resource = "cross-account-access", "the resource's own policy does not allow it"
    # A bucket's ARN has no account; in the caller's own AWS would name the caller's policies.
    if denial.policy_type == "resource-based" and not arn.account(denial.resource):
        yield of_resource
    if inference.function_of(denial, reading.around) or inference.in_words(denial, reading.around):
        yield "execution-role-permissions", "the function's own code was denied"
    if denial.policy_type == "resource-based":
        yield of_resource


def linked(guide: Guide, path: tuple[Layer, ...], denial: Denial) -> tuple[Layer, ...]:
    """The layers of a path with the sections of this guide that are about them, where it has them."""
    return tuple(replace(layer, section=_link(guide, layer, denial)) for layer in path)


def _link(guide: Guide, layer: Layer, denial: Denial) -> Link | None:
    names = [name for name, _ in _by_policy(denial)] if layer.decided else []
    if layer.name == "trust":
        names.append(
            "execution-role-trust" if "lambda.amazonaws.com" in (denial.principal or "") else "assume-role"
        )
    elif layer.name == "resource":
        names.append(_of_resource(denial.action or ""))
    else:
        names.append(BY_TYPE[layer.name].section)
    found = next((section for name in names if (section := guide.find(name))), None)
    return Link(found.id, found.title, found.url) if found else None


def leads(guide: Guide, found: Iterable[Choice]) -> list[tuple[Section, str]]:
    """The choices that this guide has, each section once, best first."""
    result: dict[str, tuple[Section, str]] = {}
    for choice, why in found:
        section = guide.find(choice) if isinstance(choice, str) else choice
        if section and section.id not in result:
            result[section.id] = (section, why)
    return list(result.values())
