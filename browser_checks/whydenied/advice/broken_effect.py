"""A statement whose Effect is neither Allow nor Deny: AWS rejects its policy, so that is what to correct first."""

from __future__ import annotations

from collections.abc import Sequence

from ..call.call import Call
from ..lint.examine import Examined
from ..policies.nodes import Scalar
from ..policies.statements import Statement
from ..report import Verdict
from ..verdict.pasted import asked_for, is_open, statements_of
from .changes import replaced, with_elements
from .fix import Change, Place
from .pasted_policy import kind_of, layer, name, noun
from .proof import missing, proves

_REJECTED = "AWS rejects the policy as it is, and with it every other statement of it."
_FIRST = "Whether it helps with this call shows only then."


def corrected(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> Change | None:
    """What to do about the first such statement, for a verdict that found no other; of several the one that would
    allow the call."""
    if verdict.code != "no-matching-allow":
        return None
    found = [
        (number, statement)
        for number, policy in enumerate(pasted)
        if policy.document and policy.policy.type
        for statement in policy.document.statements
        if _is_broken(statement, policy.document.told)
    ]
    changes = [_change(call, pasted, number, statement) for number, statement in found]
    return next((each for each in changes if each.kind != "other"), changes[0] if changes else None)


def _is_broken(statement: Statement, document: object) -> bool:
    listed = statements_of(document)
    data = listed[statement.index] if statement.index < len(listed) else None
    if not isinstance(data, dict) or is_open(data) or statement.allows or statement.denies:
        return False
    if "${" in (statement.effect or ""):
        return False  # a template's
    return statement.effect is not None or data.get("Effect") is None or isinstance(data["Effect"], list)


def _change(call: Call, pasted: Sequence[Examined], number: int, statement: Statement) -> Change:
    policy = pasted[number]
    document, kind = policy.document, kind_of(policy, call.denial)
    assert document is not None
    requests = [each.request for each in asked_for(call)]
    allowing = with_elements(document, statement, {"Effect": "Allow"})
    where = f"{name(statement)} of {noun(pasted, number, call.denial)}"
    on_layer = layer(policy, call.denial)
    # To let in everybody is nobody's slip to correct.
    doubtful = (statement.effect or "").lower() == "deny" or any(
        each.value.text == "*" for each in statement.principals
    )
    if doubtful or not requests or any(missing(allowing, kind, requests)):
        says = f"First correct the Effect of {where}: it is neither Allow nor Deny"
        return Change(
            on_layer, says, Place("none"), cautions=(_REJECTED, _FIRST), kind="other", edited=number
        )
    written = [each.written or "*" for each in call.asked]
    effect = statement.node.get("Effect")
    if isinstance(effect, Scalar) and effect.text.strip().lower() == "allow":
        tried = replaced(document, statement, "Effect", effect, "Allow")
        if tried.edit and proves(document.told, tried.data, kind, requests, written, ()):
            title = f"Write Allow instead of {effect.text} as the Effect of {where}"
            return Change(
                on_layer, title, Place("none"), (), (_REJECTED,), "edit", tried.edit, number, tried.data
            )
    says = f"Correct the Effect of {where}: with Allow it allows the call, among what else it says"
    return Change(on_layer, says, Place("none"), cautions=(_REJECTED,), kind="put-in-force", edited=number)
