"""The first fix follows the verdict: an edit of the pasted statement, how to meet its condition, the Deny to
change, how to put it in force."""

from __future__ import annotations

from collections.abc import Sequence

from ..aws import arn
from ..call.call import Call
from ..evaluation.names import joined_or
from ..lint.examine import Examined
from ..policies.owner import wrapped
from ..report import Verdict
from ..verdict.pasted import asked_for
from ..verdict.whole_resource import of_another_resource
from . import broken_effect, denies, edits, endpoints, meeting, pasted_policy
from .fix import Change, Place
from .silence import silent

_FORCE = {
    "identity": "Attach {policy} to {who}: it allows the call, but AWS found no policy that does",
    "boundary": "Check that {policy} is the one of {who}, in its default version: it allows the call",
    "trust": "Keep {policy} as it is, and check that it is the one of the role that was asked for",
    "resource": "Check that {policy} is the one that the resource has now: it allows the call",
    "scp": "Check what else is attached: {policy} allows the call, and every level above the account has to",
    "session": "Start a new session with {policy}: it allows the call",
    "vpc-endpoint": (
        "Check that {policy} is the one of the endpoint that the call went through: it allows the call"
    ),
    "rcp": "Check what else is attached: {policy} doesn't deny the call",
}
# For a message that does not name the kind of policy that is missing.
_OPEN = {
    "identity": "Check that {policy} is attached to {who}: it allows the call",
}
_CHECKS = {
    "identity": "Is it attached to this role or user, is this its default version, and is it deployed?",
    "resource": "Is it saved on this very resource, alias or version?",
}
_FILLED = (
    "Compare the names in the message with the deployed policy: a template shows only where they come from."
)
_UNSEEN = (
    "What isn't here can deny it still: an SCP or RCP of the organization, a session policy, the "
    "resource's own policy, a VPC endpoint's."
)
_RECENT = "If the policy was changed after the call, make the call again."
_NOT_DEFAULT = "aws iam set-default-policy-version --policy-arn POLICY-ARN --version-id VERSION makes it so."


def first(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> Change | None:
    """The change that the verdict asks for; None where it leaves that to the message."""
    if verdict.code == "resource-not-covered" and _is_another_s(call, verdict, pasted):
        return None  # what is added there is of no help, and S3 would not save it
    if verdict.code in ("action-not-covered", "resource-not-covered", "not-caller-s-policy"):
        return edits.edited(call, verdict, pasted)
    if verdict.code == "no-matching-allow":
        return broken_effect.corrected(call, verdict, pasted)
    if verdict.code == "condition-not-met":
        return meeting.condition_to_meet(call, verdict, pasted)
    if verdict.code == "explicit-deny-here":
        return denies.pasted_deny(call, verdict, pasted)
    if verdict.code == "already-allowed" and call.denial.effect != "explicit":
        return in_force(call, verdict, pasted)
    if verdict.code == "cannot-tell" and (change := _perhaps_in_force(call, verdict, pasted)):
        return change
    if verdict.code == "cannot-tell" and edits.allows_if_filled_in(call, verdict, pasted):
        return in_force(call, verdict, pasted, if_filled_in=True)
    return None


def _perhaps_in_force(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> Change | None:
    """What to check of a policy that allows the action, where the message names no resource: it may be the right one."""
    if verdict.policy is None or verdict.statement is None or any(each.target for each in call.asked):
        return None
    policy = pasted[verdict.policy]
    statement = pasted_policy.statement_at(policy.document, verdict.statement) if policy.document else None
    covered = [each.text for each in statement.resources if each.known] if statement else []
    if statement is None or not covered or statement.not_resource or statement.principals:
        return None
    noun = pasted_policy.noun(pasted, verdict.policy, call.denial)
    title = (
        f"Check that {noun} is attached to {call.caller.words}, and that the call went to {joined_or(covered)}: there it "
        f"allows {call.asked[0].action}{' where its condition is met' if statement.conditions else ''}"
    )
    return Change(
        pasted_policy.layer(policy, call.denial),
        title,
        Place("none"),
        cautions=(*silent(call), _CHECKS["identity"]),
        kind="put-in-force",
        edited=verdict.policy,
    )


def _is_another_s(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> bool:
    """Whether the verdict's policy is the one of another bucket or function."""
    policy = pasted[verdict.policy] if verdict.policy is not None else None
    calls = asked_for(call)
    if policy is None or policy.document is None or not calls:
        return False
    return bool(of_another_resource(policy.document.told, policy.policy.type, calls[0], call.denial))


def in_force(
    call: Call, verdict: Verdict, pasted: Sequence[Examined], *, if_filled_in: bool = False
) -> Change | None:
    """How to make effective what allows the call already, or does when its template is filled in so."""
    if verdict.policy is None:
        return None
    policy = pasted[verdict.policy]
    kind = pasted_policy.kind_of(policy, call.denial)
    named = call.denial.policy_type
    if named and not _decides(kind, named):
        return None
    if kind in ("boundary", "session") and policy.policy.type == "identity" and not if_filled_in:
        return None  # it only looks like one, and one that allows the call isn't what denies it
    noun = pasted_policy.noun(pasted, verdict.policy, call.denial)
    if policy.document and policy.document.assigned:
        return _beyond(
            f"Look beyond the account's details: {noun} allows the call and is in force",
            policy,
            verdict,
            call,
        )
    if not if_filled_in and _is_printed_of_caller(policy, call):
        return _beyond(
            f"Look beyond {noun}: it is the one of {call.caller.words} already, and allows the call",
            policy,
            verdict,
            call,
        )
    says = _FORCE[kind] if named else _OPEN.get(kind, _FORCE[kind])
    title = says.format(policy=noun, who=call.caller.words)
    statement = (
        pasted_policy.statement_at(policy.document, verdict.statement)
        if policy.document and verdict.statement is not None
        else None
    )
    if kind == "vpc-endpoint" and statement and endpoints.is_by_condition(call.denial):
        title = endpoints.ROOT_ONLY.format(policy=noun) if endpoints.means_root(statement) else title
    cautions = (*silent(call), _CHECKS[kind]) if kind in _CHECKS else ()
    if if_filled_in:
        title = (
            f"Compare {noun} with the one that {call.caller.words} has: with the "
            "names of this call filled in, it allows the call"
        )
        cautions = (_FILLED, *cautions)
    if pasted_policy.is_rejected(policy):
        title = f"Correct {noun} first: it would allow the call, but AWS does not save it as it is"
    around = wrapped(policy.document) if policy.document else None
    if around and not around.in_force:
        title = (
            "Make the version you pasted the default one: it allows the call, and only the default "
            "version takes effect"
        )
        cautions = (_NOT_DEFAULT,)
    return Change(
        pasted_policy.layer(policy, call.denial),
        title,
        Place("none"),
        cautions=cautions,
        kind="put-in-force",
        edited=verdict.policy,
    )


def _is_printed_of_caller(policy: Examined, call: Call) -> bool:
    """Whether a command printed the policy as the caller's own, so that it is attached."""
    owner, document = policy.policy.owner, policy.document
    return (
        owner is not None
        and owner.kind in ("role", "user")
        and owner.kind == call.caller.kind
        and (arn.name(owner.name) or owner.name).lower() == call.caller.name.lower()
        and document is not None
        and document.notation == "json"
        and document.holder is not None
        and "Properties" not in document.context
    )


def _beyond(title: str, policy: Examined, verdict: Verdict, call: Call) -> Change:
    """What to look at where a policy is in force."""
    return Change(
        pasted_policy.layer(policy, call.denial),
        title,
        Place("none"),
        cautions=(_UNSEEN, _RECENT),
        kind="put-in-force",
        edited=verdict.policy,
    )


def _decides(kind: str, named: str) -> bool:
    """Whether a policy of this type is of the kind that the message names."""
    return {
        "identity-based": "identity",
        "resource-based": "resource",
        "permissions-boundary": "boundary",
    }.get(named, named) == kind


def of_pasted_kind(
    changes: Sequence[Change], call: Call, verdict: Verdict, pasted: Sequence[Examined]
) -> list[Change]:
    """The changes with those first that go into a policy of the pasted kind, where that one has no such Allow."""
    if verdict.code != "no-matching-allow":
        return [*changes]
    layers = {pasted_policy.layer(each, call.denial) for each in pasted if each.policy.type}
    return sorted(changes, key=lambda change: change.layer not in layers)


def rest(changes: Sequence[Change], head: Change, verdict: Verdict) -> list[Change]:
    """The changes that may stand behind the first: none at its own layer, and no Allow where a Deny
    decides."""
    if verdict.code == "explicit-deny-here":
        return []
    # A correction that may not help with this call leaves the others as they are.
    return [each for each in changes if each.layer != head.layer or head.kind == "other"]
