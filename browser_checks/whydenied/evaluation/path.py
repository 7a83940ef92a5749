"""The path of a decision: the state of each layer, the one that decides, and the context keys that it depends
on."""

from __future__ import annotations

from ..aws.kinds import LAYERS, LayerName
from ..report import Layer
from ..report.words import State
from .algorithm import Answer, Deciding, allowed_everywhere, applicable, first_allow, first_deny, granted
from .compiled import Level, Levels, Policies
from .explaining import explain
from .names import joined_and, noun, statement_name
from .request import Request
from .statements import Statement

_UNBOUND = {
    "scp": "Service control policies bind neither this caller nor the management account.",
    "rcp": (
        "Resource control policies do not reach this call: they cover some services only, and "
        "neither service-linked roles nor the management account."
    ),
}


def path(request: Request, policies: Policies, decision: Answer, deciding: Deciding) -> tuple[Layer, ...]:
    """Every layer with its state, in the order in which AWS evaluates them."""
    layers = dict(applicable(request, policies))
    found = []
    for name in LAYERS:
        shown = "trust" if name == "resource" and request.is_trust else name
        decided = deciding == shown or (deciding == "both" and name in ("identity", "resource"))
        state, why = _shown_state(request, name, layers[name], policies.layers[name] is not None)
        found.append(Layer(shown, state, decided, why))
    return tuple(found)


def _shown_state(request: Request, name: LayerName, levels: Levels, given: bool) -> tuple[State, str]:
    called = noun(name, request)
    if levels is None:
        return "not-there", _UNBOUND.get(
            name, f"A {called} does not apply to this caller."
        ) if given else f"No {called} was given."
    state, statement = _state_of(request, name, levels)
    if not request.complete:
        others = {_state_of(request.assuming(effect), name, levels)[0] for effect in ("Allow", "Deny")}
        if others != {state}:
            return (
                "unknown",
                (
                    f"Whether the {called} allows it depends on "
                    f"{joined_and(missing_in(request, levels), 'context keys')}."
                ),
            )
    if statement:
        return state, f"{statement_name(statement, request)}: {explain(statement, request).why}."
    return (
        state,
        "Every level allows it."
        if state == "allows"
        else f"No {called}{silent_levels(request, name, levels)} allows it.",
    )


def _state_of(request: Request, name: LayerName, levels: tuple[Level, ...]) -> tuple[State, Statement | None]:
    if deny := first_deny(levels, request):
        return "denies", deny
    if name == "resource":
        allow = granted(levels, request, in_session=False)[1]
    elif len(levels) > 1:
        return ("allows" if allowed_everywhere(levels, request) else "silent"), None
    else:
        allow = first_allow(levels[0], request)
    return ("allows" if allow else "silent"), allow


def silent_levels(request: Request, name: str, levels: tuple[Level, ...]) -> str:
    """The levels of an organization that do not allow the request, as part of a sentence."""
    lacking = [str(number) for number, level in enumerate(levels, 1) if not first_allow(level, request)]
    return (
        f" on level {joined_and(lacking)} (counted from the root)"
        if lacking and name in ("scp", "rcp")
        else ""
    )


def missing_keys(request: Request, policies: Policies) -> tuple[str, ...]:
    """Context keys that statements about this call use and the request lacks."""
    found: list[str] = []
    for _, levels in applicable(request, policies):
        if levels:
            found += missing_in(request, levels)
    return tuple(dict.fromkeys(found))


def missing_in(request: Request, levels: tuple[Level, ...]) -> list[str]:
    """The same for one layer."""
    found = [
        key
        for level in levels
        for statement in level.statements
        for key in explain(statement, request).missing
    ]
    return [*dict.fromkeys(found)]
