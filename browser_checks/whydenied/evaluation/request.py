"""A request, prepared for any number of decisions.

Source of the keys: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from ..aws.arn import Arn
from ..values import dataclass
from .caller import Caller, caller_of
from .services import needs_star

_TRUST_ACTIONS = frozenset(
    f"sts:{name}"
    for name in (
        "assumerole",
        "assumerolewithsaml",
        "assumerolewithwebidentity",
        "tagsession",
        "setsourceidentity",
        "setcontext",
    )
)

# How the resources end that AWS names for actions on everything of a kind: ``table/*``, ``role/``,
# ``log-group::log-stream:``.
_LISTS = ("*", "/", ":")


class BadRequest(ValueError):
    """The request cannot be understood; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call: who does what to which resource, and the context keys that go with it."""

    caller: Caller
    action: str
    """The action as it was written."""
    name: str
    """The action in lower case, as IAM compares it."""
    service: str
    resource: str
    """The resource as it was given."""
    target: str
    """What the Resource of a statement has to cover."""
    account: str | None
    """The account that owns the resource; by default the caller's."""
    context: Mapping[str, tuple[str, ...]]
    """Values by context key in lower case."""
    complete: bool = True
    """Whether the context has every key of the request, so that an absent key is really absent."""
    management: str | None = None
    """The management account of the organization, if known: SCPs and RCPs do not apply to it."""
    assume: Literal["Allow", "Deny"] | None = None
    """How to treat conditions on missing keys: those of statements with this effect as met, others as not
    met."""

    has_boundary: bool = False
    """Whether the caller is known to have a permissions boundary."""

    def values(self, key: str) -> tuple[str, ...] | None:
        """The values of a context key; None if the request lacks it."""
        return self.context.get(key)

    @property
    def assumes(self) -> bool:
        """Whether the action is one that trust policies control, such as sts:AssumeRole."""
        return self.name in _TRUST_ACTIONS

    @property
    def is_trust(self) -> bool:
        """Whether the resource is a role whose trust policy has to allow the call."""
        return self.assumes and ":role/" in self.resource

    @property
    def needs_key_policy(self) -> bool:
        """Whether the resource is a KMS key, whose key policy has to allow the call."""
        return self.service == "kms" and ":key/" in self.resource

    @property
    def is_same_account(self) -> bool:
        """Whether caller and resource are in one account."""
        return self.caller.account is not None and self.caller.account == self.account

    def assuming(self, effect: Literal["Allow", "Deny"]) -> Request:
        """The same request with conditions on missing keys met for one effect."""
        return replace(self, assume=effect)


def prepared(data: Mapping[str, Any] | Request) -> Request:
    """Prepare a request given as data: principal, action, resource, resource_account, context, and what more
    is known.

    ``context_complete`` is false when the context may lack keys, ``management_account`` the account that the
    organization's policies do not bind. Raises BadRequest.
    """
    if isinstance(data, Request):
        return data
    if not isinstance(data, (dict, Mapping)):
        raise BadRequest('The request should be an object with "principal", "action" and "resource".')
    action = data.get("action")
    if not isinstance(action, str) or ":" not in action:
        raise BadRequest('The request has no "action" such as "lambda:InvokeFunction".')
    name = action.lower()
    caller = caller_of(data.get("principal"), name)
    if (
        caller is None
        and isinstance(data.get("principal"), (dict, Mapping))
        and "CanonicalUser" in data["principal"]
    ):
        raise BadRequest(
            "A canonical user id does not tell who calls: give the ARN of the user, or of the account's root."
        )
    if caller is None:
        raise BadRequest(
            'The request has no "principal": give an ARN, a service such as "s3.amazonaws.com", or '
            '{"type": "Anonymous"}.'
        )
    resource = data.get("resource")
    if resource is not None and not isinstance(resource, str):
        raise BadRequest('The "resource" of the request should be one ARN, or "*".')
    resource = resource or "*"
    account = _owner(data.get("resource_account"), resource)
    context = caller.context()
    if account:
        context["aws:resourceaccount"] = (account,)
    complete = data.get("context_complete") is not False
    given = data.get("context")
    if given is not None and not isinstance(given, (dict, Mapping)):
        raise BadRequest(
            'The "context" of the request should be an object: key to value, or to a list of values.'
        )
    if given is not None and complete:
        context.pop("aws:username", None)  # a complete context has this key, too, if the request has it
    for key, value in (given or {}).items():
        values = texts(value)
        if values:
            context[str(key).lower()] = values
    management = data.get("management_account")
    if management is True:
        management = caller.account
    return Request(
        caller,
        action,
        name,
        name.partition(":")[0],
        resource,
        "*" if not resource.endswith(_LISTS) and needs_star(name) else resource,
        account or caller.account,
        context,
        complete,
        management if isinstance(management, str) else None,
    )


def _owner(given: Any, resource: str) -> str | None:
    """The account that owns the resource: given, else from its ARN."""
    if isinstance(given, int) and not isinstance(given, bool):
        return f"{given:012}"  # JSON and YAML read it as a number, without leading zeros
    if isinstance(given, str) and given:
        return given
    # AWS managed policies have no account; calls on them are in the caller's.
    owner = Arn.parse(resource)
    return owner.account or None if owner and owner.account != "aws" else None


def text(value: Any) -> str | None:
    """A value as IAM compares it: numbers and booleans as text; None for objects, lists and null."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else None


def texts(value: Any) -> tuple[str, ...]:
    """A value or a list of values as texts; objects, lists and null are left out."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        return tuple(item for item in map(text, value) if item is not None)
    single = text(value)
    return () if single is None else (single,)
