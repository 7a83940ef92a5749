"""Explain a decision in sentences: what decides, the other account's policies, and the nearest statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..aws.kinds import LayerName
from .algorithm import Outcome, applicable, granted
from .compiled import Levels, Policies
from .explaining import explain
from .names import joined_and, noun, statement_name
from .path import missing_keys, silent_levels
from .principals import Reach
from .request import Request
from .statements import reach

_NEAR = 3


def reasons(request: Request, policies: Policies, found: Outcome) -> tuple[str, ...]:
    """The reasons of a decision, a sentence each."""
    layers = dict(applicable(request, policies))
    problems = (problem.why for problem in policies.problems)
    return (*_decisive(request, layers, found), *_open(request, policies), *problems)


def _open(request: Request, policies: Policies) -> Iterator[str]:
    if not request.complete and (keys := missing_keys(request, policies)):
        yield (
            f"It depends on what the request says of {joined_and(keys)}: this answer takes the "
            "request to carry nothing of the kind."
        )


def _decisive(request: Request, layers: Mapping[LayerName, Levels], found: Outcome) -> Iterator[str]:
    call = f"{request.action} on {request.resource}"
    if found.answer == "ExplicitDeny" and found.statement:
        yield (
            f"{statement_name(found.statement, request)} denies {call}, and an explicit deny ends "
            "it, whatever else allows."
        )
    elif found.answer == "Allow":
        yield from _allowed(request, layers, found, call)
    else:
        yield from _silent(request, layers, found, call)


def _allowed(
    request: Request, layers: Mapping[LayerName, Levels], found: Outcome, call: str
) -> Iterator[str]:
    if found.statement is None:
        yield (
            "The root user of an account needs no policy."
            if found.deciding == "root"
            else f"{request.action} needs no permission."
        )
        return
    yield f"{statement_name(found.statement, request)} allows {call}."
    limits = [noun(name, request) for name in ("boundary", "session") if layers[name]]
    if found.deciding in ("resource", "trust") and limits and reach(found.statement, request) is Reach.DIRECT:
        yield f"It names this caller directly, so the {' and the '.join(limits)} need not allow it."
    if found.deciding == "both":
        grant = granted(layers["resource"], request, in_session=layers["session"] is not None)[1]
        if grant and grant is not found.statement:
            yield (
                f"{statement_name(grant, request)} allows it too, as it must: the resource is in "
                f"another account, {request.account}."
            )


def _silent(request: Request, layers: Mapping[LayerName, Levels], found: Outcome, call: str) -> Iterator[str]:
    if request.is_trust and request.caller.kind == "root":
        yield "The root user of an account cannot assume roles."
        return
    layer: LayerName = "resource" if found.deciding == "trust" else found.deciding  # type: ignore[assignment]
    levels = layers[layer]
    yield f"No {noun(layer, request)}{silent_levels(request, layer, levels or ())} allows {call}."
    yield from _near(request, levels)
    if layer == "identity" and layers["resource"]:
        reached = granted(layers["resource"], request, in_session=layers["session"] is not None)[0]
        if reached is Reach.ACCOUNT:
            yield (
                f"The {noun('resource', request)} names the caller's account, which only lets that "
                "account's own policies decide."
            )
        elif request.is_same_account:
            yield from _near(request, layers["resource"])
    if not request.is_same_account and request.caller.account and layer in ("identity", "resource"):
        yield (
            f"The caller is in account {request.caller.account} and the resource in "
            f"{request.account}: both have to allow it."
        )


def _near(request: Request, levels: Levels) -> Iterator[str]:
    """Explain what the nearest Allow statements lack."""
    explained = [
        (statement, explain(statement, request)) for level in levels or () for statement in level.allows
    ]
    lacking = [pair for pair in explained if pair[1].matches is not True]
    lacking.sort(key=lambda pair: -(pair[1].action * 4 + pair[1].resource * 2 + pair[1].principal))
    for statement, match in lacking[:_NEAR]:
        yield f"{statement_name(statement, request)} does not: {match.why}."
