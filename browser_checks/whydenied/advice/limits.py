"""The pasted policies that only limit, beside the one that a verdict is about: an Allow there is needed as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..aws.kinds import BY_TYPE
from ..call.call import Call
from ..lint.examine import Examined
from ..report import Denial, Verdict
from ..verdict.held import held_against
from ..verdict.pasted import asked_for
from .fix import Change
from .pasted_policy import kind_of

# An SCP is one of several, and an endpoint's policy is of one way among others: both may have no part in the call.
_OF_CALLER = ("boundary", "session")


def lacking(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> str | None:
    """What to say of a pasted boundary or session policy that does not allow the call either."""
    calls = asked_for(call)
    if not calls or verdict.code not in ("action-not-covered", "resource-not-covered", "no-matching-allow"):
        return None
    for number, policy in enumerate(pasted):
        document, kind = policy.document, policy.policy.type
        if number == verdict.policy or document is None or kind not in _OF_CALLER:
            continue
        if (
            kind == kind_of(policy, call.denial)
            and not held_against(calls[0], number, document.told, kind, "").grants
        ):
            return f"The {BY_TYPE[kind].noun} (policy {number + 1}) does not allow it either: it needs the same Allow."
    return None


def cautioned(changes: Sequence[Change], says: str | None) -> list[Change]:
    """The changes, the first with what to say of a policy that limits."""
    if not says or not changes:
        return [*changes]
    return [replace(changes[0], cautions=(says, *changes[0].cautions)), *changes[1:]]


def named(denial: Denial, verdict: Verdict, pasted: Sequence[Examined]) -> Denial:
    """The denial as AWS would print it, had it named the pasted policy that only limits and does not allow the call."""
    if denial.policy_type or verdict.code != "no-matching-allow" or verdict.policy is None:
        return denial
    kind = pasted[verdict.policy].policy.type
    return replace(denial, policy_type=BY_TYPE[kind].printed, effect="implicit") if kind else denial
