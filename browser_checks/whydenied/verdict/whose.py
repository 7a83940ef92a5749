"""Whether a pasted policy is somebody else's: its owner compared with the caller, or with the role that is
assumed."""

from __future__ import annotations

import re

from ..aws import arn
from ..aws.kinds import PolicyType
from ..call.call import Call
from ..evaluation.request import Request
from ..policies.owner import BY_HEADING
from ..report import Owner, Policy
from ..text.regex import lazy_regex

_CALLERS = ("user", "role", "permission-set", "linked")
_OWNERS = {
    "user": "the user",
    "role": "the role",
    "group": "the group",
    "permission-set": "the permission set",
}

# What a heading calls a policy that is no boundary; a managed policy can be one.
_OF_CALLER = lazy_regex(r"\b(?:identity|inline|role|user|group)\b", re.IGNORECASE)


def other(owner: Owner | None, kind: PolicyType, call: Call) -> str | None:
    """Why a policy is somebody else's, as part of a sentence; None when it may be the caller's."""
    if owner is None or owner.kind not in _OWNERS:
        return None
    if kind == "trust":
        return _other_role(owner, call)
    who = call.caller
    if kind not in ("identity", "boundary", "session") or call.by_role or who.kind not in _CALLERS:
        return None
    if owner.kind == "group":
        return (
            f"it is the policy of the group {owner.name}, and {who.words} called: only users are in groups"
            if who.kind != "user"
            else None
        )
    if _same(owner, who.kind, who.name):
        return None
    return f"it is the policy of {_OWNERS[owner.kind]} {_name(owner)}, and {who.words} called"


def _other_role(owner: Owner, call: Call) -> str | None:
    wanted = call.asked[0].target if call.asked else None
    name = arn.name(wanted) if wanted and ":role/" in wanted else None
    if name is None or owner.kind != "role" or _name(owner).lower() == name.lower():
        return None
    return f"it is the trust policy of the role {_name(owner)}, and the role {name} was asked for"


def _same(owner: Owner, kind: str, name: str) -> bool:
    """Whether the owner is the caller. IAM compares names without regard to capitals, and a session does not
    show its role's path."""
    kinds = {
        "role": ("role", "linked", "permission-set"),
        "user": ("user",),
        "permission-set": ("permission-set",),
    }
    found = _name(owner)
    if owner.kind == "permission-set" and owner.name.startswith("arn:"):
        return kind in kinds["permission-set"]  # its ARN has an id, and no name to compare
    if kind == "permission-set" and owner.kind == "role" and found.startswith("AWSReservedSSO_"):
        found = found.removeprefix("AWSReservedSSO_").rpartition("_")[0]
    return kind in kinds.get(owner.kind, ()) and found.lower() == name.lower()


def _name(owner: Owner) -> str:
    return arn.name(owner.name) or owner.name


def is_settled(policy: Policy) -> bool:
    """Whether the paste says that this is the policy of a user or role: then it is no boundary, session policy or SCP
    that looks like one."""
    owned = policy.owner is not None and policy.owner.kind in _OWNERS
    why = policy.why or ""
    called = why.startswith(BY_HEADING) and _OF_CALLER.search(why) is not None
    return policy.type == "identity" and (owned or called)


def of_another_service(service: str | None, request: Request) -> bool:
    """Whether the policy is of a resource of another service, which says nothing of this call."""
    return service is not None and service != request.service and not request.assumes
