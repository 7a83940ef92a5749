"""The policy types that AWS names in its messages, and the words it uses for them."""

from __future__ import annotations

# Squeezed wording -> policy type of the report. Order matters: the longer wording first.
# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
WORDING = (
    ("identity-basedpolic", "identity-based"),
    ("resource-basedpolic", "resource-based"),
    ("permissionsboundar", "permissions-boundary"),
    ("permissionboundar", "permissions-boundary"),
    ("sessionpolic", "session"),
    ("sessionspolic", "session"),
    ("servicecontrolpolic", "scp"),
    ("resourcecontrolpolic", "rcp"),
    ("vpcendpointpolic", "vpc-endpoint"),
    ("roletrustpolic", "trust"),
    ("trustpolic", "trust"),
)

NAMES = {
    "identity-based": "an identity-based policy",
    "resource-based": "a resource-based policy",
    "permissions-boundary": "a permissions boundary",
    "session": "a session policy",
    "scp": "a service control policy (SCP) of the organization",
    "rcp": "a resource control policy (RCP) of the organization",
    "vpc-endpoint": "a VPC endpoint policy",
    "trust": "the role's trust policy",
}


def named(squeezed: str) -> str | None:
    """The policy type that a squeezed piece of a message names first, or None."""
    places = [(squeezed.find(words), kind) for words, kind in WORDING]
    found = [(place, kind) for place, kind in places if place >= 0]
    return min(found)[1] if found else None
