"""An Allow for what a pasted policy of the same kind allows under a condition alone: it would take that guard away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..aws.kinds import WITH_PRINCIPAL
from ..call.call import Call
from ..evaluation import compiled
from ..evaluation.explaining import explain
from ..lint.examine import Examined
from ..verdict.pasted import asked_for, document_of
from . import pasted_policy
from .fix import Change

_SAYS = "{policy} allows this under a condition alone, in statement {number}: without one, this Allow takes that guard away."


def kept(changes: Sequence[Change], call: Call, pasted: Sequence[Examined]) -> list[Change]:
    """The changes without those that would do so, but for the first, which says so."""
    open_ones = {change.layer for change in changes if change.statements and not _has_conditions(change)}
    guards = {
        layer: says
        for number, each in enumerate(pasted)
        if (layer := pasted_policy.layer(each, call.denial)) in open_ones
        and (says := _guard(call, pasted, number))
    }
    found = []
    for number, change in enumerate(changes):
        says = guards.get(change.layer) if change.statements and not _has_conditions(change) else None
        if says is None:
            found.append(change)
        elif number == 0:
            found.append(replace(change, cautions=(says, *change.cautions)))
    return found


def _has_conditions(change: Change) -> bool:
    return all(one.get("Condition") for one in change.statements)


def _guard(call: Call, pasted: Sequence[Examined], number: int) -> str | None:
    """What to say of a statement of a pasted policy that allows the call under a condition."""
    policy = pasted[number]
    kind, document = policy.policy.type, policy.document
    if (
        document is None
        or kind is None
        or not any(each.allows and each.conditions for each in document.statements)
    ):
        return None
    layer = "resource" if kind in WITH_PRINCIPAL else "identity"
    for asked in asked_for(call)[:1]:
        request = asked.request
        levels = compiled({layer: [document_of(document.told, request.resource)]}).layers[layer]  # type: ignore[index]
        for statement in (levels or ())[0].allows:
            match = explain(statement, request)
            if match.principal and match.action and match.resource and statement.conditions:
                noun = pasted_policy.noun(pasted, number, call.denial)
                return _SAYS.format(policy=f"{noun[0].upper()}{noun[1:]}", number=statement.index + 1)
    return None
