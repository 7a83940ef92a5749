"""The causes that people find in the end, one row each: the sign in the paste, and what it was.

A cause that no policy changes goes before every fix; the others are said first beside it. Sources: AWS's
pages named in the guide's sections, and public threads about each message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..aws import arn
from ..call.caller import Caller
from ..report import Denial
from .fix import Change, Place

Sign = Callable[[Denial, str, Caller], bool]


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause: how the paste shows it, and what to do about it."""

    sign: Sign
    title: str
    """What to do, as the title of a change of its own; empty for a caution."""
    says: str
    """Why, in one sentence."""
    alone: bool = False
    """Whether no change of a policy helps beside it."""


def _text(*words: str) -> Sign:
    form = re.compile("|".join(words), re.IGNORECASE)
    return lambda denial, around, who: bool(form.search(around))


def _action(*names: str) -> Sign:
    wanted = {name.lower() for name in names}
    return lambda denial, around, who: (denial.action or "").lower() in wanted


def _both(*signs: Sign) -> Sign:
    return lambda denial, around, who: all(sign(denial, around, who) for sign in signs)


def _itself(denial: Denial, around: str, who: Caller) -> bool:
    """A session of a role that assumes the same role."""
    there = arn.Arn.parse(denial.resource)
    return (
        (denial.action or "").lower() == "sts:assumerole"
        and arn.is_session(denial.principal)
        and there is not None
        and there.resource.startswith("role/")
        and there.account == who.account
        and arn.name(denial.resource) == arn.session_parts(denial.principal or "")[0]
    )


def _node(denial: Denial, around: str, who: Caller) -> bool:
    """The role of an EKS node, in a session that is named after its instance."""
    session = arn.session_parts(denial.principal or "")[1] if arn.is_session(denial.principal) else None
    return bool(session and re.fullmatch(r"i-[0-9a-f]{8,17}", session)) and bool(
        re.search(
            r"node-?(?:instance-?role|group)|eksctl|eks-?node|karpenter",
            denial.principal or "",
            re.IGNORECASE,
        )
    )


def _other_region_of_a_model(denial: Denial, around: str, who: Caller) -> bool:
    there = arn.Arn.parse(denial.resource)
    return (
        (denial.action or "").lower().startswith("bedrock:invokemodel")
        and there is not None
        and there.resource.startswith("foundation-model/")
    )


def _put_with_deny(denial: Denial, around: str, who: Caller) -> bool:
    return (
        (denial.action or "").lower() == "s3:putobject"
        and denial.effect == "explicit"
        and denial.policy_type in (None, "resource-based")
    )


def _unresolved(denial: Denial, around: str, who: Caller) -> bool:
    return "${AWS::" in (denial.resource or "")


def _unsigned(denial: Denial, around: str, who: Caller) -> bool:
    """An anonymous caller, but for function URLs, which can be meant for everybody."""
    return who.kind == "anonymous" and not (denial.action or "").lower().startswith("lambda:")


_ORDER = _text(
    r"\bTerraform\b|with aws_\w+\.|on \S+\.tf line",
    "CREATE_FAILED",
    "Resource handler returned message",
    "serverless",
)
_ROLE_SENTENCE = _text(
    r"role\s+does\s+not\s+have\s+permissions?", r"cannot be assumed by Lambda", r"ensure the role can perform"
)

CAUSES: tuple[Cause, ...] = (
    Cause(
        _itself,
        ("No policy is needed: the caller is this role already; take the role setting out of the client's configuration"),
        "A session of a role doesn't have to assume the role again, and a role doesn't trust itself.",
        alone=True,
    ),
    Cause(
        _unresolved,
        "No policy helps: the template's variable was sent as it is; put the value through Fn::Sub (!Sub)",
        "${AWS::AccountId} and its siblings are replaced only inside Fn::Sub.",
        alone=True,
    ),
    Cause(
        _both(_action("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "bedrock:Converse"), _text("have access to the model")),
        ("No policy helps yet: ask for access to the model in this account and Region (Bedrock console, Model access)"),
        "Model access is given by account and Region, beside IAM's permissions.",
        alone=True,
    ),
    Cause(
        _text(r"server:\s*CloudFront[\s\S]{0,400}signature|x-amzn-errortype:\s*InvalidSignatureException[\s\S]{0,200}signature we calculated"),
        ("No policy and no key helps: send x-amz-content-sha256 with the hash of the body in POST and PUT requests through CloudFront"),
        ("With origin access control CloudFront signs the request to the function URL, and a body is signed only with that header."),
        alone=True,
    ),
    Cause(
        _both(_text(r"endpoint(?:_url)?[\"' =:]{1,4}https?://(?!\S{0,80}amazonaws)"), _text(r"x-amz-(?:sdk-)?checksum|boto3?/1\.(?:3[6-9]|[4-9]\d)|MissingContentLength|InvalidDigest|x-amz-content-sha256")),
        ("No policy helps: set request_checksum_calculation and response_checksum_validation to when_required for this server"),
        ("Since version 1.36 boto3 sends checksums that some S3-compatible servers don't know; the keys are right."),
        alone=True,
    ),
    Cause(
        _unsigned,
        ("No policy should open this to everybody: the request was not signed; sign it with the credentials of a caller who is allowed"),
        ("AWS calls a request without a signature anonymous: check that the client finds its credentials and signs for this service."),
    ),
    Cause(
        _node,
        "Use the service account's own role first: the pod called with the role of its node",
        "IRSA or EKS Pod Identity is not in use: check the annotation or association, the webhook, and that the SDK is new enough; "
        "a permission of the node's role is one for every pod on it.",
    ),
    Cause(
        _both(_ORDER, _ROLE_SENTENCE),
        "",
        "If the permission is in the configuration already, the resource was made before the policy was attached: add depends_on (DependsOn), "
        "or apply again.",
    ),
    Cause(
        _other_region_of_a_model,
        "",
        "A cross-Region inference profile calls the model in several Regions: allow the inference profile and the model in each of them "
        "(arn:aws:bedrock:*::foundation-model/...), and check that no SCP denies one of the Regions.",
    ),
    Cause(
        _put_with_deny,
        "",
        ("Such a Deny often wants a header for encryption (x-amz-server-side-encryption), HTTPS, a VPC endpoint, or an ACL for the bucket's owner."),
    ),
    Cause(
        _both(_action("sts:AssumeRoleWithWebIdentity"), _text("github", "assume role with OIDC")),
        "",
        ("Since July 2026 GitHub's subject can hold numbered ids (repo:ORG@ID/REPOSITORY@ID:...) beside the old form: compare the token's sub."),
    ),
    Cause(
        _both(_action("sts:AssumeRoleWithWebIdentity"), _text(r"oidc\.eks|serviceaccount")),
        "",
        ("The subject of a pod is system:serviceaccount:NAMESPACE:NAME, and the provider is the one of this very cluster."),
    ),
    Cause(
        _both(_action("bedrock:CreateAgent", "bedrock:CreateKnowledgeBase"), _text("not authorized")),
        "",
        ("Bedrock says this also where the role that is passed does not exist, or does not trust bedrock.amazonaws.com."),
    ),
)  # fmt: skip


def applied(changes: Sequence[Change], denial: Denial, around: str, who: Caller) -> list[Change]:
    """The changes with what the signs in the paste say: a change of its own in front, or a caution that comes
    first."""
    found = [cause for cause in CAUSES if cause.sign(denial, around, who)]
    result = [*changes]
    for cause in found:
        if cause.title:
            own = Change("none", cause.title, Place("none"), cautions=(cause.says,))
            result = [own] if cause.alone else [own, *result]
        elif result:
            result[0] = replace(result[0], cautions=(cause.says, *result[0].cautions))
    return result
