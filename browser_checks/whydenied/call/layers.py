"""The kinds of policies that AWS asks, in its order, and what an error message alone tells of each.

Apart from the evaluation of policies, so that an error without a policy need not wait for that to be loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ..aws.data.services import RCP_SUPPORTED

if TYPE_CHECKING:
    from ..report import Denial

Name = Literal["identity", "resource", "boundary", "session", "scp", "rcp", "vpc_endpoint"]
Shown = Literal[Name, "trust"]
State = Literal["allows", "denies", "silent", "unknown", "not-there"]

# As AWS asks them: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
ORDER: tuple[Name, ...] = ("rcp", "scp", "vpc_endpoint", "resource", "identity", "boundary", "session")
NOUNS = {
    "identity": "identity-based policy",
    "resource": "resource-based policy",
    "trust": "trust policy",
    "boundary": "permissions boundary",
    "session": "session policy",
    "scp": "SCP",
    "rcp": "RCP",
    "vpc_endpoint": "VPC endpoint policy",
}
# The words of messages and of pasted policies for the kinds above.
_KINDS = {
    "identity-based": "identity",
    "resource-based": "resource",
    "permissions-boundary": "boundary",
    "vpc-endpoint": "vpc_endpoint",
}
_OF_CALLER = ("identity", "boundary", "session")
_ASSUME = re.compile(r"sts:(?:AssumeRole|TagSession|SetSourceIdentity|SetContext)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A section of the guide, as a layer of a path leads to it."""

    id: str
    """The id of the section."""
    title: str
    """Its title."""
    url: str
    """Its address, from the root of the site."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of policy on the path of a decision."""

    name: Shown
    """The kind of policy; trust is a role's own."""
    state: State
    """What it says of the call: silent allows nothing, unknown is not told, not-there has no part in it."""
    decided: bool
    """Whether it is the one that decided."""
    why: str
    """The reason in one sentence."""
    section: Link | None = None
    """The section about it."""


def called(kind: str) -> str:
    """What a policy is called of which a message or a reader says the kind: ``permissions-boundary``, ``scp``."""
    return NOUNS[_KINDS.get(kind, kind)]


def layer_of(kind: str) -> Name:
    """The layer of a policy of such a kind."""
    name = _KINDS.get(kind, kind)
    return "resource" if name == "trust" else name  # type: ignore[return-value]


def with_article(called: str) -> str:
    """``an SCP``, ``a session policy``."""
    return f"{'an' if called[0] in 'ioSR' else 'a'} {called}"


def heard(denial: Denial, said: Mapping[Name, Layer] | None = None) -> tuple[Layer, ...]:
    """Every kind of policy: the one that the message names decided, those of *said* speak for themselves, and of the others little is known."""
    named = layer_of(denial.policy_type) if denial.policy_type else None
    found = []
    for name in ORDER:
        shown, noun = _called(name, denial)
        if name == named:
            found.append(_named(shown, noun, denial.effect))
        elif said and name in said:
            found.append(replace(said[name], decided=False))
        elif why := _absent(name, denial):
            found.append(Layer(shown, "not-there", False, why))
        else:
            found.append(Layer(shown, "unknown", False, f"Nothing here tells whether {with_article(noun)} takes part, or what it says."))
    return tuple(found)


def _called(name: Name, denial: Denial) -> tuple[Shown, str]:
    """What a layer is shown as for this call, and what it is called: a role's own policy is its trust policy, a key's its key policy."""
    if name != "resource":
        return name, NOUNS[name]
    action, resource = denial.action or "", denial.resource or ""
    if denial.policy_type == "trust" or (_ASSUME.match(action) and ":role/" in resource):
        return "trust", NOUNS["trust"]
    return name, "key policy" if action.lower().startswith("kms:") and ":key/" in resource else NOUNS[name]


def _named(shown: Shown, noun: str, effect: str | None) -> Layer:
    if effect == "explicit":
        return Layer(shown, "denies", True, f"The message says that {with_article(noun)} denies it.")
    if effect == "implicit":
        return Layer(shown, "silent", True, f"The message says that no {noun} allows it.")
    return Layer(shown, "unknown", True, f"The message names the {noun}, but not whether it denies this or only does not allow it.")


def _absent(name: Name, denial: Denial) -> str | None:
    """Why a kind of policy has no part in this call, where caller and action tell.

    Sources: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp,
    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html,
    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
    """
    who, service = denial.principal or "", (denial.action or "").partition(":")[0].lower()
    if name == "rcp":
        return f"RCPs do not cover calls to {service}." if ":" in (denial.action or "") and service not in RCP_SUPPORTED else None
    if name in ("scp", *_OF_CALLER) and who.endswith(".amazonaws.com") and not who.startswith("arn:"):
        return f"The caller is an AWS service, {who}: {with_article(NOUNS[name])} does not reach it."
    if name in _OF_CALLER and who.startswith("arn:") and who.endswith(":root"):
        return f"The caller is the root user: {with_article(NOUNS[name])} does not limit it."
    if name == "session" and who.startswith("arn:") and ":user/" in who:
        return "The caller is an IAM user, who has no session policy."
    return None
