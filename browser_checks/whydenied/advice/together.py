"""One change for several denials: what an Allow helps with, for the caller and the layer that most of them
have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ..call.call import Call
from .fix import Change, Place, Statement
from .statement import sid, values

_NAME = "AllowTogether"
_OTHERS = "The other denials need a change elsewhere: choose each to see its own."


def together(calls: Sequence[Call], changes: Sequence[Sequence[Change]]) -> Change | None:
    """The changes of several denials as one; None when no two of them go to the same place."""
    groups: dict[str, list[tuple[Call, Change]]] = {}
    for call, own in zip(calls, changes, strict=True):
        if own and own[0].statements and not own[0].kind:
            groups.setdefault(_place(own[0]), []).append((call, own[0]))
    best = max(groups.values(), key=len, default=[])
    if len(best) < 2:
        return None
    call, first = best[0]
    names = {**first.place.names, **({"policy_name": _NAME} if "policy_name" in first.place.names else {})}
    cautions = (_OTHERS,) if len(best) < len(calls) else ()
    title = f"Allow {call.caller.words} all that {len(best)} of these denials are about, in one policy"
    return Change(
        first.layer,
        title,
        Place(first.place.kind, names),
        merged(one for _, each in best for one in each.statements),
        cautions,
    )


def _place(change: Change) -> str:
    """Where a change goes: changes for one place can be made at once."""
    names = {name: value for name, value in change.place.names.items() if name != "policy_name"}
    principals = sorted(json.dumps(one.get("Principal"), sort_keys=True) for one in change.statements)
    return json.dumps([change.layer, change.place.kind, names, principals[:1]], sort_keys=True)


def merged(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements on one resource with their actions together, then statements for the same actions with their
    resources together.

    Only what has the same principal and condition is merged, so that nothing is allowed that no statement
    allows.
    """
    found = _together(_together(statements, "Action"), "Resource")
    return tuple({**one, "Sid": name} for one, name in zip(found, _sids(found), strict=True))


def _together(statements: Iterable[Statement], element: str) -> list[Statement]:
    """Statements that differ in one element only, as one with all values of that element."""
    groups: dict[str, Statement] = {}
    for one in statements:
        rest = {name: value for name, value in one.items() if name not in ("Sid", element)}
        key = json.dumps([rest, element in one], sort_keys=True)
        if key in groups and element in one:
            listed = list(dict.fromkeys([*values(groups[key][element]), *values(one[element])]))
            groups[key] = {**groups[key], element: listed if len(listed) > 1 else listed[0]}
        else:
            groups.setdefault(key, one)
    return [*groups.values()]


def _sids(statements: Sequence[dict[str, Any]]) -> list[str]:
    """A Sid for each statement, none twice."""
    made: list[str] = []
    for one in statements:
        name = sid(values(one["Action"])[0])
        made.append(
            next(
                each for each in (name, *(f"{name}{number}" for number in range(2, 100))) if each not in made
            )
        )
    return made
