"""Which denial of a paste the pasted policies say something of, and what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..aws.kinds import BY_PRINTED, PolicyType
from ..call.call import Call
from ..call.sentences import whole
from ..lint.examine import Examined
from ..policies.nodes import legible
from ..report import MOST_EXPLAINED, Denial, Verdict
from . import whose
from .verdict import verdict


def judge(
    calls: Sequence[Call],
    pasted: Sequence[Examined],
    context: Mapping[str, Any] | None,
    chosen: int | None,
    lacking: str = "",
) -> Verdict | None:
    """What the chosen denial and the policies say of each other; with none chosen, the first denial that a
    policy is about, else the first of which something can be told. *lacking* is what a pasted account should have
    and lacks."""
    if not pasted:
        return Verdict("not-caller-s-policy", why=lacking, denial=chosen or 0)
    policies = [each.document.told if each.document else None for each in pasted]
    types = [each.policy.type for each in pasted]
    owners = [each.policy.owner for each in pasted]
    services = [each.policy.service for each in pasted]
    called = [
        each.document.assigned.called if each.document and each.document.assigned else None for each in pasted
    ]
    settled = {number for number, each in enumerate(pasted) if whose.is_settled(each.policy)}
    found = None
    callers = {call.principal for call in calls[:MOST_EXPLAINED]}
    for number in range(min(len(calls), MOST_EXPLAINED)) if chosen is None else (chosen,):
        if calls[number].section == "policy-validation" and not whole(calls[number].denial):
            continue  # AWS rejected the text of a policy, and denied nothing
        given = verdict(
            calls[number],
            policies,
            types,
            context=context,
            owners=owners,
            services=services,
            called=called,
            settled=settled,
        )
        if given and (found is None or _about(given, len(callers)) > _about(found, len(callers))):
            path = tuple(replace(layer, why=legible(layer.why)) for layer in given.path)
            why = f"{legible(given.why)} {lacking}".rstrip()
            found = replace(given, denial=number, why=why, path=path)
            if _about(given, len(callers)) == _WHOLLY:
                break
    return found


_WHOLLY = 3


def _about(verdict: Verdict, callers: int) -> int:
    """How far the policies are about a denial: a policy of somebody else or of another kind says less than one
    in which a statement comes near, and one without such a statement may be another caller's."""
    if verdict.code == "cannot-tell":
        return 0
    # A statement that names others is about the call; a policy of somebody else isn't.
    of_others = verdict.code == "not-caller-s-policy" and verdict.statement is None
    if of_others or verdict.code == "wrong-policy-type":
        return 1
    return 2 if verdict.code == "no-matching-allow" and callers > 1 else _WHOLLY


def allowed_by(verdict: Verdict, denial: Denial, pasted: Sequence[Examined]) -> PolicyType | None:
    """The type of the pasted policy that would be the one to change, when it allows the denied call
    already."""
    if verdict.code != "already-allowed" or verdict.policy is None or denial.effect == "explicit":
        return None
    kind = pasted[verdict.policy].policy.type
    to_change = BY_PRINTED[denial.policy_type].type if denial.policy_type else kind
    return kind if kind == to_change and kind in ("identity", "resource", "trust") else None
