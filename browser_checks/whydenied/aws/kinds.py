"""The kinds of policies, one row each, in the order in which AWS evaluates them.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
(order), https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html (the words of
messages)
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeGuard, get_args

PolicyType = Literal["identity", "resource", "trust", "scp", "rcp", "boundary", "session", "vpc-endpoint"]
"""A kind of policy, of a pasted policy and of a layer."""
LayerName = Literal["identity", "resource", "boundary", "session", "scp", "rcp", "vpc-endpoint"]
"""The layers of a decision; a trust policy is evaluated as the resource-based policy of its role."""
DeniedBy = Literal[
    "identity-based",
    "resource-based",
    "permissions-boundary",
    "session",
    "scp",
    "rcp",
    "vpc-endpoint",
    "trust",
]
"""A kind of policy as messages name it."""


class PolicyKind(NamedTuple):
    """The facts about one kind of policy."""

    type: PolicyType
    printed: DeniedBy
    """Its name in a denial."""
    noun: str
    """Its name for people, without an article."""
    name: str
    """The name with an article, and with the owner where that helps."""
    wording: tuple[str, ...]
    """Beginnings of its name in AWS's messages, squeezed."""
    section: str
    """The section of the guide about it; sections about resource-based policies also depend on the
    service."""
    to_allow: str
    """Advice where to allow a call; ``{what}`` is the action, ``{who}`` the caller."""
    looks_like: tuple[PolicyType, ...]
    """Kinds that a pasted policy of this kind may be inferred as, its own first: a boundary looks like an
    identity-based policy."""
    limits: bool = False
    """Whether it only limits and grants nothing."""
    names_principals: bool = False
    """Whether its statements have a Principal element."""

    @property
    def bare_name(self) -> str:
        """The name without article and leading owner."""
        return self.name.removeprefix("an ").removeprefix("a ").removeprefix("the role's ")


_OF_ORGANIZATION = (
    "Only your organization's administrators can change {}s: send them the message, with the "
    "policy's ARN if it names one."
)

KINDS = (
    PolicyKind(
        "rcp", "rcp", "RCP", "a resource control policy (RCP) of the organization", ("resourcecontrolpolic",), "rcp",
        _OF_ORGANIZATION.format("RCP"), ("rcp", "resource", "vpc-endpoint"), limits=True, names_principals=True,
    ),
    PolicyKind(
        "scp", "scp", "SCP", "a service control policy (SCP) of the organization", ("servicecontrolpolic",), "scp",
        _OF_ORGANIZATION.format("SCP"), ("scp", "identity"), limits=True,
    ),
    PolicyKind(
        "vpc-endpoint", "vpc-endpoint", "VPC endpoint policy", "a VPC endpoint policy", ("vpcendpointpolic",), "vpc-endpoint-policy",
        "Allow {what} in the policy of the VPC endpoint that the call went through.", ("vpc-endpoint", "resource", "rcp"),
        limits=True, names_principals=True,
    ),
    PolicyKind(
        "resource", "resource-based", "resource-based policy", "a resource-based policy", ("resource-basedpolic",), "cross-account-access",
        "Allow {who} in the policy of the resource itself.", ("resource", "vpc-endpoint", "rcp"), names_principals=True,
    ),
    PolicyKind(
        "trust", "trust", "trust policy", "the role's trust policy", ("roletrustpolic", "trustpolic"), "assume-role",
        "Allow {who} in the trust policy of the role.", ("trust",), names_principals=True,
    ),
    PolicyKind(
        "identity", "identity-based", "identity-based policy", "an identity-based policy", ("identity-basedpolic",), "no-permissions",
        "Allow {what} in a policy attached to {who}.", ("identity",),
    ),
    PolicyKind(
        "boundary", "permissions-boundary", "permissions boundary", "a permissions boundary", ("permissionsboundar", "permissionboundar"),
        "permissions-boundary", ("Allow {what} in the permissions boundary of {who}, as well as in its identity-based policy."),
        ("boundary", "identity"), limits=True,
    ),
    PolicyKind(
        "session", "session", "session policy", "a session policy", ("sessionpolic", "sessionspolic"), "session-policy",
        ("Allow {what} in the session policy that is passed when the role is assumed, or assume the role without one."),
        ("session", "identity"), limits=True,
    ),
)  # fmt: skip

BY_TYPE = {kind.type: kind for kind in KINDS}
BY_PRINTED: dict[str, PolicyKind] = {kind.printed: kind for kind in KINDS}
TYPES: tuple[PolicyType, ...] = get_args(PolicyType)
"""The kinds in the order of the page's selection."""
LAYERS: tuple[LayerName, ...] = tuple(kind.type for kind in KINDS if kind.type != "trust")
"""The layers of a decision, in AWS's order."""
WITH_PRINCIPAL = frozenset(kind.type for kind in KINDS if kind.names_principals)
WITHOUT_PRINCIPAL = frozenset(TYPES) - WITH_PRINCIPAL


def is_type(word: str | None) -> TypeGuard[PolicyType]:
    """Whether a word names a kind of policy."""
    return word in TYPES


def layer_of(kind: PolicyType) -> LayerName:
    """The layer in which policies of a kind are evaluated."""
    return "resource" if kind == "trust" else kind


def named_in(squeezed: str) -> DeniedBy | None:
    """The kind of policy named first in a squeezed piece of a message, or None."""
    places = [(squeezed.find(words), kind.printed) for kind in KINDS for words in kind.wording]
    return min((found for found in places if found[0] >= 0), default=(0, None))[1]


def with_article(noun: str) -> str:
    """``an SCP``, ``a session policy``; an abbreviation is read letter by letter."""
    begins_with_vowel = noun[0] in "aeio" or noun.startswith(("SCP", "RCP"))
    return f"{'an' if begins_with_vowel else 'a'} {noun}"
