"""An error message held against pasted policies: what the policies say of the denied call, and which
statement to look at.

AWS has decided already, and the message says how; the policies are compared with that. What a message leaves
open stays open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from ..aws.kinds import BY_PRINTED, BY_TYPE, WITH_PRINCIPAL, PolicyType, is_type
from ..call.actions import by_content
from ..call.call import Call, whole_or_none
from ..evaluation.principals import Reach
from ..evaluation.statements import reach
from ..policies.nodes import UNKNOWN
from ..report import Denial, Owner, Verdict
from . import whose
from .denying import denied, where
from .elsewhere import not_these, wrong_type
from .held import IF_FILLED, Held, held_against
from .pasted import Asked, asked_for
from .told import told_path
from .whole_resource import of_another_resource

_Value = TypeVar("_Value")


def verdict(
    denial: Denial | Call,
    documents: Sequence[Any],
    types: Sequence[str | None],
    *,
    context: Mapping[str, Any] | None = None,
    owners: Sequence[Owner | None] = (),
    services: Sequence[str | None] = (),
    called: Sequence[str | None] = (),
    settled: Collection[int] = (),
) -> Verdict | None:
    """Compare a denial with policies: plain *documents* (None for one that cannot be read) with type, owner
    and service of each.

    *context* is what the reader filled in, by context key. *called* is what a person calls each policy, where an
    account tells it; *settled* are the numbers of those that are known to be of a user or role. None when there is no
    policy.
    """
    call = denial if isinstance(denial, Call) else Call(denial)
    names = [_called(_at(called, number), number, len(documents)) for number in range(len(documents))]
    readable = [
        (number, data, kind)
        for number, (data, kind) in enumerate(zip(documents, types, strict=False))
        if data and is_type(kind)
    ]
    if not readable:
        return None
    calls = asked_for(call, context)
    if not calls:
        return Verdict("cannot-tell", why=_nothing_asked(call.denial.action))
    strangers = {
        number: reason
        for number, _, kind in readable
        if (reason := whose.other(_at(owners, number), kind, call))
    }
    elsewhere = {
        number
        for number, _, kind in readable
        if kind == "resource" and whose.of_another_service(_at(services, number), calls[0].request)
    }
    left = [each for each in readable if each[0] not in strangers and each[0] not in elsewhere]
    if not left:
        lone = _nothing_left(call, calls[0], readable, strangers, names)
        return replace(lone, path=told_path(call.denial, calls[0].request, []))
    found = [_compared(call, asked, left, names, settled) for asked in calls]
    if call.denial.effect == "explicit" and not any(each.code == "explicit-deny-here" for each in found):
        # AWS saw a Deny: what only the presumption of TLS spares is the one to look at.
        plain = (
            denied(call.denial, _all_held(asked, left, names, settled))
            for asked in asked_for(call, context, over_tls=False)
        )
        found = [seen or each for seen, each in zip(plain, found, strict=True)]
    best = next((each for each in found if each.code not in ("already-allowed", "cannot-tell")), None)
    best = best or next((each for each in found if each.code == "cannot-tell"), found[0])
    first = calls[found.index(best)]
    if best.code == "resource-not-covered" and best.policy is not None:
        other = of_another_resource(documents[best.policy], types[best.policy], first, call.denial)
        best = replace(best, why=f"{best.why} {other}") if other else best
    return replace(best, path=told_path(call.denial, first.request, [(data, kind) for _, data, kind in left]))


def _at(values: Sequence[_Value | None], number: int) -> _Value | None:
    return values[number] if number < len(values) else None


def _called(name: str | None, number: int, count: int) -> str:
    """How a sentence tells a policy from the others."""
    return f" of {name}" if name else f" of policy {number + 1}" if count > 1 else ""


def _nothing_asked(action: str | None) -> str:
    """Why nothing can be compared: which action it was is not told, or hangs on what was sent."""
    if checked := by_content(action):
        return (
            f"{action} is checked as {', '.join(checked[:-1])} or {checked[-1]}, by what was sent, which the message "
            "does not say: see which of them your policy allows."
        )
    return "The message does not say which action was denied, so no statement can be compared with it."


def _nothing_left(
    call: Call,
    asked: Asked,
    readable: Sequence[tuple[int, Any, PolicyType]],
    strangers: Mapping[int, str],
    names: Sequence[str],
) -> Verdict:
    """No policy has to do with the call: each is somebody else's, or of another service's resource."""
    if strangers:
        reason = next(iter(strangers.values()))
        return Verdict(
            "not-caller-s-policy",
            why=(
                f"{'This policy does not decide' if len(names) == 1 else 'None of these policies decides'} "
                f"it: {reason}."
            ),
        )
    return wrong_type(call.denial, [held_against(asked, *readable[0], names[readable[0][0]])])


def _compared(
    call: Call,
    asked: Asked,
    documents: Sequence[tuple[int, Any, PolicyType]],
    names: Sequence[str],
    settled: Collection[int],
) -> Verdict:
    """What the policies say of one action of the call."""
    held = _all_held(asked, documents, names, settled)
    return denied(call.denial, held) or _judged(call, held)


def _all_held(
    asked: Asked,
    documents: Sequence[tuple[int, Any, PolicyType]],
    names: Sequence[str],
    settled: Collection[int],
) -> list[Held]:
    """Every policy held against the call, those first that are certain without their templates."""
    held = [
        replace(held_against(asked, number, data, kind, names[number]), settled=number in settled)
        for number, data, kind in documents
    ]
    return sorted(held, key=lambda each: each.supposed)


def _judged(call: Call, held: Sequence[Held]) -> Verdict:
    denial = call.denial
    kind = denial.policy_type
    limits = kind is not None and BY_PRINTED[kind].limits
    granting_kinds = [each for each in held if not BY_TYPE[each.type].limits]
    if not limits and not granting_kinds:
        # A policy that only limits grants nothing; it may be what denies where the message names no kind.
        silent = (
            [each for each in held if not each.grants and not _is_deny_list(each)] if kind is None else []
        )
        return _of_limit(silent) if silent else wrong_type(denial, held)
    caps = [
        each
        for each in held
        if BY_TYPE[each.type].limits
        and each.type not in WITH_PRINCIPAL
        and not each.grants
        and not _is_deny_list(each)
    ]
    held = held if limits else granting_kinds
    if kind is None and caps and any(each.grants for each in held):
        return _of_limit(caps)
    if held[0].asked.request.assumes and kind in (None, "resource-based"):
        return _assuming(denial, held)
    if kind is None:
        return _without_type(call, held)
    exact = [each for each in held if each.type == BY_PRINTED[kind].type]
    # Policies that are known to be of the kind decide before those that only look like it.
    held = exact if limits and exact else held
    fitting = [
        each for each in held if each.type in BY_PRINTED[kind].looks_like and not (limits and each.settled)
    ]
    lacking = [each for each in fitting if not each.grants]
    granting = [each for each in held if each.grants]
    if BY_PRINTED[kind].limits:
        if granting and not (lacking and len(held) > 1 and denial.effect != "explicit"):
            return _allowed(denial, granting[0])
        if lacking and denial.effect != "explicit":
            return _lacking(lacking)
        return not_these(denial, held, fitting)
    if denial.effect == "explicit" and fitting and not granting:
        return not_these(denial, held, fitting)  # an Allow more would not help against a Deny elsewhere
    if granting and (not lacking or any(each in fitting for each in granting)):
        return _allowed(denial, next((each for each in granting if each in fitting), granting[0]))
    return _lacking(lacking) if lacking else wrong_type(denial, held)


def _is_deny_list(each: Held) -> bool:
    """Whether it is an SCP of denies, none of them for the call: it stands beside one that allows everything."""
    return each.type == "scp" and each.only_denies and not each.deny


def _of_limit(held: Sequence[Held]) -> Verdict:
    """What a policy lacks that only limits, where the message names no kind: a change elsewhere is of no help."""
    found = _lacking(held)
    return replace(found, policy=held[0].policy) if found.policy is None and len(held) == 1 else found


def _assuming(denial: Denial, held: Sequence[Held]) -> Verdict:
    """Assuming a role: its trust policy has to allow it, and from another account the caller's own policies
    too."""
    request = held[0].asked.request
    trust = [each for each in held if each.type == "trust"]
    # A token or assertion comes with an unsigned call, of which no policy of a caller's can say anything.
    unsigned = request.caller.kind == "service" or request.name.startswith("sts:assumerolewith")
    own = [] if unsigned else [each for each in held if each.type not in WITH_PRINCIPAL]
    if any(not each.grants for each in trust):
        return _lacking([each for each in trust if not each.grants])
    both = not request.is_same_account or any(each.allow and _only_account(each) for each in trust)
    if own and (not trust or both) and not any(each.grants for each in own):
        return _lacking(own)
    granting = [each for each in (*trust, *own) if each.grants]
    return _allowed(denial, granting[0]) if granting else wrong_type(denial, held)


def _without_type(call: Call, held: Sequence[Held]) -> Verdict:
    """The message does not name the kind of policy: in one account either side is enough, from another both
    are needed."""
    request, denial = held[0].asked.request, call.denial
    of_resource = [each for each in held if each.type in WITH_PRINCIPAL and each.type != "trust"]
    own = [each for each in held if each.type not in WITH_PRINCIPAL and request.caller.kind != "service"]
    sides = [side for side in (own, of_resource) if side]
    lacking = [side for side in sides if not any(each.grants for each in side)]
    crosses = held[0].asked.knows_caller and request.account is not None and not request.is_same_account
    if not sides:
        return wrong_type(denial, held)
    if lacking and (crosses or len(lacking) == len(sides)):
        return _lacking(lacking[0])
    return _allowed(denial, next(each for side in sides for each in side if each.grants))


def _only_account(each: Held) -> bool:
    """Whether a grant is to the caller's account, whose own policies then decide."""
    return each.allow is not None and reach(each.allow, each.asked.request) is Reach.ACCOUNT


def _allowed(denial: Denial, each: Held) -> Verdict:
    assert each.allow is not None
    said = f"{each.named(each.allow)} already allows {each.call}"
    if denial.policy_type and each.type != BY_PRINTED[denial.policy_type].type:
        rest = f": what denies it is the {BY_PRINTED[denial.policy_type].noun} that the message names"
    elif denial.effect == "explicit":
        rest = ": what denies it is an explicit deny in another policy"
    elif denial.policy_type == "identity-based":
        rest = (
            ", but AWS found no policy that does: this one might not be attached to the caller, or a "
            "change hasn't taken effect yet"
        )
    elif each.type == "trust" and each.asked.request.caller.kind == "service":
        rest = (
            ", so the denial comes from elsewhere: a change might not have taken effect yet, or the "
            "policy is another role's"
        )
    elif each.type in WITH_PRINCIPAL:
        rest = (
            ", so the denial comes from elsewhere: a change might not have taken effect yet, or the "
            "caller's own policies, a boundary or an SCP deny it"
        )
    else:
        rest = (
            ", so the denial comes from elsewhere: the policy might not be attached to this caller, "
            "a change might not have taken effect yet, "
            "or another kind of policy (a boundary, an SCP, the resource's own) denies it"
        )
    if each.supposed:
        then = rest.removeprefix(", so ").removeprefix(", but ").removeprefix(": ")
        may = f"{each.named(each.allow)} allows {each.call}{IF_FILLED}"
        return Verdict(
            "cannot-tell",
            each.policy,
            each.allow.index,
            why=f"{may}: compare it with the policy that is deployed. If it does allow it, {then}.",
        )
    if each.deny and not each.asked.knows_resource and not denial.policy_type:
        other = each.named(each.deny)
        rest += f". But {other[0].lower()}{other[1:]} denies it on {where(each.deny)}: see whether the call went there"
    return Verdict("already-allowed", each.policy, each.allow.index, why=f"{said}{rest}.")


def _lacking(held: Sequence[Held]) -> Verdict:
    """What the nearest statement of several policies lacks."""
    near = [each for each in held if each.near]
    if not near:
        each = next((one for one in held if one.unfilled), held[0])
        if each.unfilled:
            why = (
                f"No other statement here has anything to do with {each.call}, and what statement "
                f"{each.unfilled[0] + 1} says is known only when it is filled in."
            )
            return Verdict("cannot-tell", each.policy, each.unfilled[0], why=why)
        request = each.asked.request
        resource = whole_or_none(request.resource) if each.asked.knows_resource else None
        why = each.without_statement(each.called if len(held) == 1 and each.called else " here")
        if broken := next((one.problem for one in held if one.problem), None):
            why = f"AWS rejects this policy: {broken[0].lower()}{broken[1:]} Correct that first."
        return Verdict("no-matching-allow", None, None, request.action, resource, why=why)
    each = max(near, key=lambda one: one.near.nearness if one.near else 0.0)
    found = each.near
    assert found is not None
    request = each.asked.request
    if any(UNKNOWN in key or key.startswith("Fn::") for key in found.missing):
        why = (
            f"{each.named(found.statement)} comes closest, but what its condition asks for is "
            "known only when it is filled in."
        )
        return Verdict("cannot-tell", each.policy, found.statement.index, why=why)
    return Verdict(
        found.code,
        each.policy,
        found.statement.index,
        request.action if found.code == "action-not-covered" else None,
        whole_or_none(request.resource)
        if found.code == "resource-not-covered" and each.asked.knows_resource
        else None,
        request.caller.name if found.code == "not-caller-s-policy" and each.asked.knows_caller else None,
        why=f"{each.named(found.statement)} comes closest, but {found.why}.",
        missing_keys=found.missing,
    )
