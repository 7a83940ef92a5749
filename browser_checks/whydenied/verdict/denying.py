"""The statement that denies a call, of all the pasted policies."""

from __future__ import annotations

from collections.abc import Sequence

from ..aws.kinds import BY_PRINTED
from ..evaluation.explaining import explain
from ..evaluation.names import joined_or
from ..evaluation.request import texts
from ..evaluation.statements import Statement
from ..report import Denial, Verdict
from .half_spared import half_spared_why
from .held import IF_FILLED, Held


def denied(denial: Denial, held: Sequence[Held]) -> Verdict | None:
    """A statement that denies the call; one whose condition is open counts where the message speaks of an
    explicit deny."""
    fitting = BY_PRINTED[denial.policy_type].looks_like if denial.policy_type else ()
    for each in sorted(held, key=lambda one: one.type not in fitting):
        if each.deny is None:
            continue
        open_condition = denial.effect == "explicit" or (
            denial.effect is None and (each.only_denies or any(other.allow for other in held))
        )
        match = explain(each.deny, each.asked.request)
        if each.is_certain or (open_condition and (match.resource or denial.effect == "explicit")):
            depends = (
                IF_FILLED
                if each.supposed
                else ""
                if each.is_certain
                else f" where its condition is met: {match.why}"
                if match.resource
                else f" on {where(each.deny)}, and the message names no resource"
            )
            why = (
                f"{each.named(each.deny)} denies {each.call}{depends}. An explicit deny wins over "
                "every Allow."
            )
            return Verdict(
                "explicit-deny-here", each.policy, each.deny.index, why=why, missing_keys=match.missing
            )
    return _half_spared(held) if denial.effect == "explicit" else None


def _half_spared(held: Sequence[Held]) -> Verdict | None:
    for each in held:
        if each.half_spared:
            found = f"{each.named(each.half_spared)} denies {each.call}"
            why = f"{found}: {half_spared_why(each.half_spared, each.asked.request)}."
            return Verdict("explicit-deny-here", each.policy, each.half_spared.index, why=why)
    return None


def where(statement: Statement) -> str:
    """What a statement is about, as a sentence names it."""
    return joined_or(texts(statement.data.get("Resource")), "some resources")
