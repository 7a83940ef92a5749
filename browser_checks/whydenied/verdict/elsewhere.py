"""The policy that decides is not among the pasted ones."""

from __future__ import annotations

from collections.abc import Sequence

from ..aws.kinds import BY_PRINTED, BY_TYPE, DeniedBy, with_article
from ..report import Denial, Verdict
from .held import Held


def not_these(denial: Denial, held: Sequence[Held], fitting: Sequence[Held]) -> Verdict:
    """The message names a policy that is not among these."""
    exact = [each for each in fitting if each.type == BY_PRINTED[denial.policy_type or "identity-based"].type]
    if open_one := next((each for each in exact if each.unfilled), None):
        why = (
            f"What statement {open_one.unfilled[0] + 1}{open_one.called} says is known only when it is filled in: "
            "it may be the Deny that the message speaks of."
        )
        return Verdict("cannot-tell", open_one.policy, open_one.unfilled[0], why=why)
    if exact:
        why = (
            f"This policy does not deny {exact[0].call}: the "
            f"{BY_PRINTED[denial.policy_type or 'identity-based'].noun} that does is another one."
        )
        return Verdict("not-caller-s-policy", why=why)
    return wrong_type(denial, held)


def wrong_type(denial: Denial, held: Sequence[Held]) -> Verdict:
    """The policies are of another kind than the one that decides."""
    each = held[0]
    request = each.asked.request
    by_nature: DeniedBy = (
        "trust"
        if request.assumes
        else "resource-based"
        if request.caller.kind == "service"
        else "identity-based"
    )
    noun, wanted = BY_TYPE[each.type].noun, BY_PRINTED[denial.policy_type or by_nature].noun
    if noun == wanted:
        wanted = f"policy of the {request.service} resource itself"
    why = f"This is {with_article(noun)}, and {each.call} is decided by the {wanted}: paste that one."
    return Verdict("wrong-policy-type", why=why)
