"""Refusals that no Allow of the reader's mends: whom to ask, and what to look for instead."""

from __future__ import annotations

from ..aws import arn
from ..aws.kinds import BY_PRINTED
from ..call import inference
from ..call.caller import Caller
from ..report import Denial
from ..report.words import FixLayer
from ..text.regex import lazy_regex
from ..text.squeeze import squeezed
from . import key_state
from .fix import OVERRIDES, Change, Place

_CONDITION = (
    "Read the Condition of the Deny: a Region, a network, a missing second factor, a tag "
    "or an organization; to meet it is "
    "often the smallest change."
)
_ROOT_ASSUMES = "No policy helps: the root user can never assume a role; sign in as a user or a role"
# Words of a message that is no matter of policies, squeezed -> what to do. Sources: the guide's sections and
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
_SENTENCES = (
    (
        "cross-accountpassroleisnotallowed",
        "No policy helps: a function can only have a role of its own account; make the role there",
    ),
    ("maynotbeassumedbyrootaccounts", _ROOT_ASSUMES),
    (
        "noopenidconnectproviderfound",
        "No policy helps yet: create the identity provider in the role's account, with exactly this issuer",
    ),
    (
        "incorrecttokenaudience",
        (
            "No role policy helps: add the token's audience to the identity provider, and use the "
            "same one in the job"
        ),
    ),
    (
        "tokenaudiencelistdoesntmatch",
        (
            "No role policy helps: add the token's audience to the identity provider, and use the "
            "same one in the job"
        ),
    ),
    (
        "couldntretrieveverificationkey",
        "No policy helps: the issuer must answer over HTTPS from the internet",
    ),
    ("configuredthumbprint", "No policy helps: renew the thumbprint of the identity provider"),
    (
        "maxsessiondurationset",
        "No policy helps: ask for a shorter session, or raise the role's maximum session duration",
    ),
    (
        "forrolesassumedbyrolechaining",
        "No policy helps: a role assumed from a role lasts one hour at most; ask for no more",
    ),
    (
        "requestarnisinvalid",
        "No policy helps: the ARN of the role is not written as IAM writes it; correct it",
    ),
    (
        "cross-accountlambdainvocationpassing",
        (
            "No function policy helps: across accounts CloudWatch Logs needs a log destination "
            "with an access policy"
        ),
    ),
    (
        "doesnotrefertoavalidprincipal",
        (
            "No policy helps: the execution role is seconds old, or was deleted; wait and try "
            "again, or choose another"
        ),
    ),
)
_BLOCKED = (
    "No bucket policy helps while S3 Block Public Access is on: name the callers that need "
    "it instead of everyone"
)
_AUTHENTICATION = {
    "credentials": (
        "This isn't a permissions problem: AWS doesn't accept the credentials. Sign in again, or fix where "
        "they come from"
    ),
    "access-keys": (
        "This isn't a permissions problem: AWS doesn't accept the access key. Check it, or replace it"
    ),
}
_BY_SERVICE: dict[str, FixLayer] = {"kms": "key-policy", "ecr": "repository-policy"}
_NAMED = "{resource} was asked for."
_ROOT = "No policy of the root user helps, it has none: call as a user or role that is allowed to"
_LINKED = "No policy can be attached to {who}: AWS keeps its permissions; use a role of your own"
_KEPT = (
    "No trust policy helps, AWS keeps that of a service-linked role: if the role is gone, make it again (aws iam "
    "create-service-linked-role --aws-service-name {service})"
)
_UNSIGNED = (
    "No identity policy helps, the request was not signed: sign it with credentials that may call {action}"
)


def reason(denial: Denial, who: Caller, section: str, around: str) -> Change | None:
    """The change of layer ``none`` for this denial, or None when a policy can help."""
    if denial.effect == "explicit":
        return explicit(denial, who, around)
    if section in _AUTHENTICATION:
        return none(_AUTHENTICATION[section])
    if denial.policy_type == "rcp":
        return organization(denial)
    words = squeezed(around) if not denial.effect else ""
    if "becausepublic" in words or "blockpublicaccess" in words:
        return none(
            _BLOCKED,
            (
                "Making it public on purpose means changing that setting, for everybody: ask whoever "
                "looks after the account."
            ),
        )
    if not denial.principal and (title := next((title for sign, title in _SENTENCES if sign in words), None)):
        return none(title)
    if section == "kms" and not denial.principal and (state := key_state.change(denial, words, around)):
        return state
    if section == "scp" and not denial.action:
        return none(
            "No policy of this account helps: only the management account, or an administrator it "
            "appoints, may make this call"
        )
    if (denial.action or "").lower() == "iam:passrole" and inference.cross_account(denial):
        owner = arn.account(denial.resource)
        return none(
            f"No policy helps: a role can only be passed inside its own account {owner}; make a "
            "role in the caller's account"
        )
    if (denial.action or "").lower() == "sts:assumerole" and ":user/" in (denial.resource or ""):
        return none(
            "No policy helps: the ARN names a user, and only a role can be assumed; name the role",
            _NAMED.format(resource=denial.resource),
        )
    if (denial.action or "").lower() == "sts:assumerole" and ":role/aws-service-role/" in (
        denial.resource or ""
    ):
        return none(_KEPT.format(service=(denial.resource or "").split("/")[2]))
    if section == "read-the-message" and "encodedauthorizationfailuremessage" in words:
        return decode(denial)
    if denial.encoded_message and not denial.effect and not (denial.principal and denial.resource):
        return decode(denial)
    if who.kind == "root" and (denial.action or "").lower() == "sts:assumerole":
        return none(_ROOT_ASSUMES)
    # A key policy can leave out the root user, too, and is what lets it in.
    if (
        who.kind == "root"
        and not (denial.action or "").lower().startswith("kms:")
        and denial.policy_type not in ("scp", "resource-based", "trust")
    ):
        return none(_ROOT)
    if who.kind == "linked" and denial.policy_type not in ("resource-based", "trust"):
        return none(_LINKED.format(who=who.words))
    return None


def none(title: str, *cautions: str, place: Place | None = None) -> Change:
    """A change that is none: what to do instead."""
    return Change("none", title, place or Place("none"), cautions=cautions)


# The simulator names the policy.
_SIMULATED = lazy_regex(r"\"SourcePolicyId\": \"([\w+=,.@:/-]{1,200})\"")
# A decoded message names the statement that denies.
_MATCHED = lazy_regex(
    r"statementId\W{1,12}([\w-]{1,64})\W{1,12}effect\W{1,12}DENY",
)


def explicit(denial: Denial, who: Caller, around: str) -> Change:
    """An explicit deny: where it stands, whom to ask."""
    if denial.policy_type in ("scp", "rcp"):
        return organization(denial)
    resource = _carrier(denial.resource)
    stands, owner = {
        "identity-based": (f"a policy of {who.words}", ""),
        "resource-based": (f"the policy of {resource}", ", ask whoever owns it"),
        "vpc-endpoint": ("the policy of the VPC endpoint", ", ask whoever looks after the network"),
        "permissions-boundary": (f"the permissions boundary of {who.words}", ", ask whoever sets it"),
        "session": (f"the session policy of {who.words}", ", ask whoever makes the session"),
        "trust": ("the trust policy of the role", ", ask whoever owns the role"),
    }.get(denial.policy_type or "", ("one of the policies that apply", ""))
    simulated = _SIMULATED.search(around)
    where = denial.policy_arn or (f"the policy {simulated[1]}" if simulated else stands)
    place = Place("managed-policy", {"policy": where}) if where.startswith("arn:") else Place("none")
    matched = _MATCHED.search(around)
    deny = f'the Deny with the Sid "{matched[1]}"' if matched else "the Deny"
    title = f"No Allow helps: find {deny} in {where}{owner}"
    return Change(denies_layer(denial), title, place, cautions=(OVERRIDES, _CONDITION), kind="change-deny")


def _carrier(resource: str | None) -> str:
    """What has the policy: the bucket of an object, else the resource itself."""
    parsed = arn.Arn.parse(resource)
    if parsed and parsed.service == "s3" and not parsed.account:
        return f"the bucket {parsed.resource.partition('/')[0]}"
    return arn.name(resource) or "the resource"


def denies_layer(denial: Denial) -> FixLayer:
    """The layer of the Deny that a message tells of; ``none`` where it does not name the kind of policy."""
    if not denial.policy_type:
        return "none"
    kind = BY_PRINTED[denial.policy_type].type
    service = (denial.action or "").partition(":")[0].lower()
    return _BY_SERVICE.get(service, "resource") if kind == "resource" else kind


def organization(denial: Denial) -> Change:
    """A control policy of the organization: nothing inside the account helps."""
    kind = (denial.policy_type or "scp").upper()
    named = f" {denial.policy_arn}" if denial.policy_arn else ""
    title = (
        f"This can't be fixed in this account: ask the organization's administrators about its {kind}{named}"
    )
    policy_id = (denial.policy_arn or "").rsplit("/", 1)[-1]
    place = Place("organization-policy", {"policy_id": policy_id}) if policy_id.startswith("p-") else None
    first = (
        OVERRIDES
        if denial.effect == "explicit"
        else "An SCP grants nothing: every level above the account has to let the call pass."
    )
    region = arn.Arn.parse(denial.resource)
    usual = "The usual cause is a list of allowed Regions or services"
    second = f"{usual}: the call went to {region.region}." if region and region.region else f"{usual}."
    if denial.effect == "explicit" and denial.policy_type in ("scp", "rcp"):
        return Change(
            denial.policy_type, title, place or Place("none"), cautions=(first, second), kind="change-deny"
        )
    return none(title, first, second, place=place)


def decode(denial: Denial) -> Change:
    """A reason that only STS can read: nothing is suggested before it is known."""
    place = Place("encoded-message", {"message": denial.encoded_message}) if denial.encoded_message else None
    return none(
        "First decode the message: it holds the caller, the action, the resource and whether a Deny decided",
        "Decoding takes sts:DecodeAuthorizationMessage. Paste what it prints here, and the change is named.",
        place=place,
    )
