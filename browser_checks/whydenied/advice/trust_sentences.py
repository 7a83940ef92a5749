"""Sentences about roles that cannot be assumed, where the message names no caller or a service: their trust
policy."""

from __future__ import annotations

import re
from dataclasses import replace

from ..aws import arn
from ..call import assumers, caller, resources
from ..call.caller import Caller
from ..report import Denial
from ..text.regex import lazy_regex
from ..text.squeeze import squeezed
from . import identity, need, owners_side
from .fix import Change
from .need import Need
from .statement import Condition, statement

_ROLE = r"(arn:aws[\w-]{0,12}:iam::\d{12}:role/[\w+=,.@/-]{1,500})"
_TASK_ROLE = lazy_regex(rf"role\s+{_ROLE}\s+is not authorized to assume the task state's role,\s+{_ROLE}")
# Its login action says "Could not assume role with OIDC". Source:
# https://github.com/aws-actions/configure-aws-credentials
_GITHUB = lazy_regex(r"github|assume role with OIDC", re.IGNORECASE)
_UNNAMED = "The message does not name the role: write its name in the place of ROLE-NAME."
_WHICH = "The message does not say which service: write its principal in the place of SERVICE.amazonaws.com."
_WEB_IDENTITY = (
    "Issuer, aud and sub have to match the token letter by letter, capitals included: fill "
    "in the words in capitals."
)
_SAML = "Provider and audience have to be those of the sign-in: fill in SAML-PROVIDER."
# Sources: https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service.html and
# https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
_ATTACHED = (
    "The role has to be attached to the cluster or namespace as well: aws redshift modify-cluster-iam-roles "
    "--add-iam-roles."
)
_POOL = (
    "The message names neither pool nor role: fill in IDENTITY-POOL-ID; the role for guests has unauthenticated "
    "in the place of authenticated."
)
# What a service does beside assuming the role. Source:
# https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
_ASSUMES = {"pods.eks.amazonaws.com": ("sts:AssumeRole", "sts:TagSession")}
_EDGE = "A function at the edge has to be in us-east-1, and is named by a numbered version."


def execution_role(denial: Denial, around: str) -> list[Change]:
    """A role that a service cannot assume: Lambda for a function, or the service that the message names."""
    principal = (
        denial.principal if (denial.principal or "").endswith(".amazonaws.com") else "lambda.amazonaws.com"
    )
    return _trusted(denial, around, caller.service(principal or ""), "sts:AssumeRole")


def edge(denial: Denial, around: str) -> list[Change]:
    """A function for CloudFront, whose role two services assume."""
    both = replace(
        caller.service("lambda.amazonaws.com"),
        element={"Service": ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]},
        notes=(_EDGE,),
    )
    return [
        replace(each, title=each.title.replace(both.name, " and ".join(both.element["Service"])))
        for each in _trusted(denial, around, both, "sts:AssumeRole")
    ]


def assume_role(denial: Denial, around: str) -> list[Change]:
    """A role that cannot be assumed, without the caller's name."""
    words, action = squeezed(around), (denial.action or "").lower()
    if found := _TASK_ROLE.search(around):
        call = replace(denial, principal=found[1], action="sts:AssumeRole", resource=found[2].rstrip(".,"))
        wanted, who = need.of_call(call, around), caller.read(call, around)
        return [owners_side.trust(wanted, who, call, around), identity.change(wanted, who)] if wanted else []
    if "apigatewaydoesnothavepermissiontoassume" in words:
        return _trusted(denial, around, caller.service("apigateway.amazonaws.com"), "sts:AssumeRole")
    if "isinvalidorcannotbeassumed" in words:
        return _trusted(denial, around, caller.service("cloudformation.amazonaws.com"), "sts:AssumeRole")
    if "invalididentitypoolconfiguration" in words:
        return _identity_pool(denial, around)
    if action == "sts:assumerolewithwebidentity":
        return _federated(denial, around)
    if action == "sts:assumerolewithsaml":
        who = Caller(
            "provider",
            "the SAML provider",
            element={"Federated": "arn:aws:iam::ACCOUNT-ID:saml-provider/SAML-PROVIDER"},
            notes=(_SAML,),
        )
        return _trusted(
            denial,
            around,
            who,
            "sts:AssumeRoleWithSAML",
            condition={"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
        )
    wanted = need.of_call(denial, around) if action == "sts:assumerole" else None
    if wanted is None:
        return []
    if service := assumers.of(denial, around):
        return by_service(denial, around, service)
    if ":" not in (denial.principal or "") and assumers.unnamed(around):
        return by_service(denial, around, "SERVICE.amazonaws.com")
    who = caller.unknown(denial)
    both = [owners_side.trust(wanted, who, denial, around), identity.change(wanted, who)]
    # The bootstrap roles of CDK trust their account: there the caller's side is what is missing.
    return both[::-1] if ":role/cdk-" in wanted.resource else both


def by_service(denial: Denial, around: str, principal: str) -> list[Change]:
    """A role that a service cannot assume: its trust policy decides alone, a service has no policies."""
    who = caller.service(principal)
    attached = (_ATTACHED,) if principal.startswith("redshift") else ()
    attached = (_WHICH,) if principal.startswith("SERVICE.") else attached
    return _trusted(
        denial, around, replace(who, notes=attached), *_ASSUMES.get(principal, ("sts:AssumeRole",))
    )


def _identity_pool(denial: Denial, around: str) -> list[Change]:
    """The roles of an identity pool of Cognito, which let in that pool's users and no other's."""
    name = "cognito-identity.amazonaws.com"
    who = Caller("provider", "the identity pool", element={"Federated": name}, notes=(_POOL,))
    condition = {
        "StringEquals": {f"{name}:aud": "IDENTITY-POOL-ID"},
        "ForAnyValue:StringLike": {f"{name}:amr": "authenticated"},
    }
    return _trusted(denial, around, who, "sts:AssumeRoleWithWebIdentity", condition=condition)


def _federated(denial: Denial, around: str) -> list[Change]:
    """A web identity, which has no policy of its own: the trust policy's provider and conditions decide."""
    host = "token.actions.githubusercontent.com" if _GITHUB.search(around) else "OIDC-ISSUER"
    owner = arn.account(denial.resource) or "ACCOUNT-ID"
    element = {"Federated": f"arn:aws:iam::{owner}:oidc-provider/{host}"}
    subject = "repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH" if host.startswith("token") else "SUBJECT"
    audience = "sts.amazonaws.com" if host.startswith("token") else "AUDIENCE"
    condition = {"StringEquals": {f"{host}:aud": audience, f"{host}:sub": subject}}
    who = Caller("provider", "the identity provider", element=element, notes=(_WEB_IDENTITY,))
    return _trusted(denial, around, who, "sts:AssumeRoleWithWebIdentity", condition=condition)


def _trusted(
    denial: Denial, around: str, who: Caller, *actions: str, condition: Condition | None = None
) -> list[Change]:
    """The trust policy of the role that the message names, or that stands beside it."""
    printed = denial.resource if ":role/" in (denial.resource or "") else None
    role = printed or resources.beside(around, "iam", "role/")
    notes = () if role else (_UNNAMED,)
    there = role or "arn:aws:iam::ACCOUNT-ID:role/ROLE-NAME"
    wanted = Need(actions, there, (statement(actions, there, condition=condition),), notes)
    return [owners_side.trust(wanted, who, denial, around)]
