"""The caller of a request: a user, role, session, root user, service, web identity, or an anonymous caller.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ..aws.arn import Arn
from ..values import dataclass

Kind = Literal["user", "role", "session", "federated-user", "root", "service", "web-identity", "anonymous"]

_WEB_ACTIONS = ("sts:assumerolewithwebidentity", "sts:assumerolewithsaml")
_PROVIDERS = ("oidc-provider/", "saml-provider/")
# Roles of IAM Identity Center and service-linked roles have a path, which the ARN of a session omits.
_HIDDEN_PATHS = ("AWSReservedSSO_", "AWSServiceRoleFor")
_TYPES: dict[Kind, str] = {
    "user": "User",
    "role": "AssumedRole",
    "session": "AssumedRole",
    "federated-user": "FederatedUser",
    "root": "Account",
    "anonymous": "Anonymous",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """The principal of a request, as policies can name it."""

    kind: Kind
    name: str
    """The ARN, or the name of the service or identity provider; empty for an anonymous caller."""
    partition: str = "aws"
    account: str | None = None
    entity: str | None = None
    """The user's, role's or federated user's name without its path."""
    path: str = ""
    """The path of a user or role ARN, ``/service-role/``."""

    @property
    def role_key(self) -> tuple[str | None, str | None] | None:
        """Account and name of the role; role names are unique in an account, independent of the path."""
        return (self.account, self.entity) if self.kind in ("role", "session") else None

    @property
    def has_identity_policies(self) -> bool:
        """Whether it can have identity-based policies: users, roles, sessions and federated users."""
        return self.kind in ("user", "role", "session", "federated-user")

    @property
    def is_service_linked(self) -> bool:
        """Whether it is a service-linked role, to which SCPs and RCPs do not apply."""
        return self.kind in ("role", "session") and (
            "/aws-service-role/" in self.path or (self.entity or "").startswith("AWSServiceRoleFor")
        )

    @property
    def hides_path(self) -> bool:
        """Whether its ARN omits the path of the role."""
        return self.kind == "session"

    def context(self) -> dict[str, tuple[str, ...]]:
        """The context keys that follow from the principal alone, each in lower case.

        Source:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
        """
        found: dict[str, tuple[str, ...]] = {}
        if self.kind in _TYPES:
            found["aws:principaltype"] = (_TYPES[self.kind],)
        if self.kind == "service":
            found["aws:principalisawsservice"] = ("true",)
            found["aws:principalservicename"] = (self.name,)
        elif self.kind == "anonymous":
            found["aws:principalaccount"] = ("anonymous",)
        elif self.account:
            found["aws:principalisawsservice"] = ("false",)
            found["aws:principalaccount"] = (self.account,)
            arn = self._principal_arn()
            if arn:
                found["aws:principalarn"] = (arn,)
            if self.kind == "user" and self.entity:
                found["aws:username"] = (self.entity,)
        return found

    def _principal_arn(self) -> str | None:
        if self.kind != "session":
            return self.name if self.kind != "web-identity" else None
        if not self.entity or self.entity.startswith(_HIDDEN_PATHS):
            return None
        return f"arn:{self.partition}:iam::{self.account}:role/{self.entity}"


def caller_of(principal: Any, action: str) -> Caller | None:
    """Parse the principal of a request; None if the value is not a principal.

    *principal* is an ARN, an account, a service, ``{"type": "Anonymous"}``, or a map as in policies:
    ``{"Service": "s3.amazonaws.com"}``.
    """
    if not isinstance(principal, str):
        return _mapped(principal, action) if isinstance(principal, Mapping) else None
    if not principal:
        return None
    if principal == "*" or principal.lower() == "anonymous":
        return Caller("anonymous", "")
    if principal.isdigit() and len(principal) == 12:
        return Caller("root", f"arn:aws:iam::{principal}:root", account=principal)
    if not principal.startswith("arn:"):
        return Caller("web-identity" if action in _WEB_ACTIONS else "service", principal)
    arn = Arn.parse(principal)
    return _of_arn(principal, arn) if arn else None


def _mapped(principal: Mapping[Any, Any], action: str) -> Caller | None:
    kind = principal.get("type")
    if isinstance(kind, str) and kind.lower() == "anonymous":
        return Caller("anonymous", "")
    for key in ("AWS", "Service", "Federated", "arn", "value", "name"):
        value = principal.get(key)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, str):
            return Caller("web-identity", value) if key == "Federated" else caller_of(value, action)
    return None


def _of_arn(arn: str, parsed: Arn) -> Caller | None:
    partition, service, _, account, resource = parsed
    kind, _, rest = resource.partition("/")
    if account == "cloudfront":  # an origin access identity, which cannot have policies
        return Caller("service", arn, partition)
    if service == "iam" and resource == "root":
        return Caller("root", arn, partition, account)
    if service == "iam" and kind in ("user", "role"):
        path, _, entity = f"/{rest}".rpartition("/")
        return Caller("user" if kind == "user" else "role", arn, partition, account, entity, f"{path}/")
    if service == "sts" and kind == "assumed-role":
        return Caller("session", arn, partition, account, rest.partition("/")[0])
    if service == "sts" and kind == "federated-user":
        return Caller("federated-user", arn, partition, account, rest)
    if service == "iam" and resource.startswith(_PROVIDERS):
        return Caller("web-identity", arn, partition, account)
    return Caller("user", arn, partition, account, rest or resource)
