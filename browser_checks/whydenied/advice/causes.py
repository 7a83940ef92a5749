"""The causes that people find in the end, one row each: the sign in the paste, and what it was.

A cause that no policy changes goes before every fix; the others are said first beside it. Sources: AWS's
pages named in the guide's sections, and public threads about each message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..aws import arn
from ..call import inference
from ..call.caller import Caller
from ..report import Denial
from ..text.regex import lazy_regex
from .fix import Change, Place

Sign = Callable[[Denial, str, Caller], bool]


class Cause(NamedTuple):
    """One cause: how the paste shows it, and what to do about it."""

    sign: Sign
    title: str
    """What to do, as the title of a change of its own; empty for a caution."""
    says: str
    """Why, in one sentence."""
    alone: bool = False
    """Whether no change of a policy helps beside it."""


def _text(*words: str) -> Sign:
    form = lazy_regex("|".join(words), re.IGNORECASE)
    return lambda denial, around, who: bool(form.search(around))


def _said(*words: str) -> Sign:
    """The same for words that are always written so, which is faster."""
    return lambda denial, around, who: any(each in around for each in words)


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
    return bool(session and re.fullmatch(r"i-(?:[0-9a-f*x]{4,17}|[<{\[].{1,40})", session)) and bool(
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


def _doubled(denial: Denial, around: str, who: Caller) -> bool:
    """A whole ARN where the name in one belongs: AWS builds the resource's ARN around what it is given."""
    resource = denial.resource or ""
    if resource.find("arn:aws", 1) < 0 or (there := arn.Arn.parse(resource)) is None:
        return False
    inner = re.match(r"(?:[a-z-]+[/:])?arn:aws[a-z-]*:([a-z0-9-]+):", there.resource)
    return inner is not None and inner[1] == there.service


def _unsigned(denial: Denial, around: str, who: Caller) -> bool:
    """An anonymous caller, but for function URLs, which can be meant for everybody."""
    return who.kind == "anonymous" and not (denial.action or "").lower().startswith("lambda:")


def _guest(denial: Denial, around: str, who: Caller) -> bool:
    """A session that an identity pool of Cognito gives to somebody who isn't signed in."""
    role, session = (
        arn.session_parts(denial.principal or "") if arn.is_session(denial.principal) else ("", "")
    )
    return session == "CognitoIdentityCredentials" and "unauth" in role.lower()


def _on_instance(denial: Denial, around: str, who: Caller) -> bool:
    """A session that is named after an EC2 instance."""
    session = arn.session_parts(denial.principal or "")[1] if arn.is_session(denial.principal) else None
    return bool(session and re.fullmatch(r"i-[0-9a-f*]{4,17}", session))


def _of_another_account(denial: Denial, around: str, who: Caller) -> bool:
    return inference.cross_account(denial)


# Regions that an account has to enable first. Source:
# https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
_OPT_IN = (
    r"\b(?:af-south-1|ap-east-[12]|ap-south-2|ap-southeast-[34567]|ca-west-1|eu-central-2|eu-south-[12]|il-central-1"
    r"|me-central-1|me-south-1|mx-central-1)\b"
)
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
        _both(_said("final policy size"), _said("bigger than the limit")),
        "Make room in the function's policy, which is full: put one statement with a wildcard in its source ARN in the place of many",
        "aws lambda get-policy shows the statements, and aws lambda remove-permission takes out those of triggers that are gone.",
        alone=True,
    ),
    Cause(
        _doubled,
        "No policy helps: the call was given a whole ARN where a name belongs; hand it only the name at the end of that ARN",
        "AWS builds the resource's ARN around what it is given, and no resource has an ARN in its ARN.",
        alone=True,
    ),
    Cause(
        _text(r"n['\u2019]t have access to the model\b"),
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
    Cause(
        _text(r"Insufficient\s+Lake\s+Formation\s+permission"),
        "No IAM policy helps: grant the permission on the database or table in Lake Formation",
        "Lake Formation checks its own grants beside IAM's policies: aws lakeformation grant-permissions, or the IAMAllowedPrincipals group.",
        alone=True,
    ),
    Cause(
        _both(_text(r"InvalidClientTokenId|UnrecognizedClientException|token included in the request is invalid"), _text(_OPT_IN)),
        "Enable the Region in this account first, and take the session from the STS endpoint of a Region",
        "The global endpoint's tokens don't work in Regions that an account has to enable: set AWS_STS_REGIONAL_ENDPOINTS=regional, or tokens of "
        "version 2 in the account's settings.",
    ),
    Cause(
        _guest,
        "Sign the user in first: the call came with the identity pool's role for guests",
        "Credentials that were taken before the sign-in stay those of a guest: fetch them again after it.",
    ),
    Cause(
        _text(r"ResourceInitializationError"),
        "",
        "ECS pulls images and secrets with the task execution role (executionRoleArn), not with the task's own role.",
    ),
    Cause(
        _both(_action("sts:TagSession"), _text(r"github|configure-aws-credentials|assume role with (?:user|OIDC)|AssumeRole: attempt")),
        "",
        "configure-aws-credentials tags every session: set role-skip-session-tagging: true where no policy reads the tags.",
    ),
    Cause(
        _both(_action("sts:TagSession", "sts:AssumeRole"), _on_instance, _text(r"github|configure-aws-credentials|runner")),
        "",
        "The runner's instance called: for OIDC the workflow needs the permission id-token: write.",
    ),
    Cause(
        _action("s3:PutObjectAcl"),
        "",
        "The call sends an ACL (--acl, ACL=): leave it out where the bucket has ACLs disabled, as new buckets do, or nobody needs it.",
    ),
    Cause(
        _both(_action("s3:GetObjectTagging", "s3:PutObjectTagging"), _text(r"copy failed|\baws s3 (?:cp|sync|mv)\b|CopyObject")),
        "",
        "A copy takes the object's tags along: --copy-props metadata-directive leaves them out.",
    ),
    Cause(
        _both(_action("secretsmanager:GetSecretValue"), _of_another_account),
        "",
        "Another account can't use a secret under the key aws/secretsmanager: encrypt it with a key of your own, and let the caller use that key.",
    ),
    Cause(
        _text(r"parameter/cdk-bootstrap/|cdk-hnb659fds-[\w-]{1,40}role\S{0,80}, but are for the right account"),
        "",
        "The CDK falls back to your own credentials when it can't assume its roles: allow sts:AssumeRole on arn:aws:iam::*:role/cdk-*, and bootstrap "
        "this account and Region.",
    ),
    Cause(
        _said("set the id-token permission", "set the `id-token` permission"),
        "No policy helps yet: let the workflow have a token, with id-token: write under permissions",
        "Without that line GitHub gives the job no token, and the action finds no credentials.",
        alone=True,
    ),
    Cause(
        _said("An IAM role must be associated with service account"),
        "No policy helps yet: give the service account a role, by the annotation eks.amazonaws.com/role-arn or an association of EKS Pod Identity",
        "The secrets store driver reads with the role of the pod's service account, and this one has none.",
        alone=True,
    ),
    Cause(
        _both(_said("no basic auth credentials", ".dkr.ecr."), _text(r"no basic auth credentials", r"\.dkr\.ecr\.[\s\S]{0,300}unauthorized: authentication required", r"unauthorized: authentication required[\s\S]{0,200}\.dkr\.ecr\.", r"login attempt to https://\S+\.dkr\.ecr\.")),
        "No policy helps: log in to the registry first, in its Region (aws ecr get-login-password piped into docker login)",
        "The token of a login lasts twelve hours, and belongs to one registry: its account and Region stand in the address.",
        alone=True,
    ),
    Cause(
        _text(r"not authorized to access the Log Destination"),
        "",
        "A log group whose name begins with /aws/vendedlogs/ keeps the resource policy of CloudWatch Logs below its limit of size.",
    ),
)  # fmt: skip


def applied(changes: Sequence[Change], denial: Denial, around: str, who: Caller) -> list[Change]:
    """The changes with what the signs in the paste say: a change of its own in front, or a caution that comes
    first."""
    result = [*changes]
    for cause in _found(denial, around, who):
        if cause.title:
            result = [_own(cause)] if cause.alone else [_own(cause), *result]
        elif result:
            result[0] = replace(result[0], cautions=(cause.says, *result[0].cautions))
    return [_cautioned(each, denial, who) for each in result]


def beside(head: Change, denial: Denial, around: str, who: Caller) -> Change:
    """The change that follows a verdict, with the causes: one that no policy changes takes its place."""
    for cause in _found(denial, around, who):
        if cause.alone:
            return _own(cause)
        if not cause.title and head.kind in ("edit", "put-in-force"):
            head = replace(head, cautions=(cause.says, *head.cautions))
    return _cautioned(head, denial, who)


def _cautioned(change: Change, denial: Denial, who: Caller) -> Change:
    """The change with the caution before an Allow whose holder can take more."""
    from . import escalation  # imported late: few actions are of this kind

    allows = change.statements or change.kind == "edit"
    says = escalation.caution(denial, who) if allows and change.layer != "none" else None
    return replace(change, cautions=(says, *change.cautions)) if says else change


def _found(denial: Denial, around: str, who: Caller) -> list[Cause]:
    return [cause for cause in CAUSES if cause.sign(denial, around, who)]


def _own(cause: Cause) -> Change:
    return Change("none", cause.title, Place("none"), cautions=(cause.says,))
