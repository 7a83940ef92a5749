"""Explain why a statement matches a request or does not: by element, condition and value."""

from __future__ import annotations

from typing import Literal

from ..aws.glob import Variable, parse_resource, resolved, variables_of, written
from ..values import dataclass
from .conditions import Condition, known_values, met
from .differences import Difference, difference
from .names import joined_and, joined_or
from .principals import UNIQUE_IDS, Reach
from .request import Request, texts
from .statements import Statement, reach

Element = Literal["principal", "action", "resource", "condition"]

_MOST = 3


@dataclass(frozen=True, slots=True)
class Match:
    """The match of one statement and one request, element by element."""

    matches: bool | None
    """None if it depends on unknown context keys."""
    element: Element | None
    """The first element that does not match, or that depends on unknown keys."""
    why: str
    principal: bool
    action: bool
    resource: bool
    condition: bool | None
    missing: tuple[str, ...] = ()
    """Context keys that the request lacks and the match depends on, as written in the policy."""


def explain(statement: Statement, request: Request) -> Match:
    """Compare every element of a statement with a request."""
    reached = reach(statement, request)
    action = statement.actions.hit(request.name) is not statement.not_action
    covered, without_value = _resource(statement, request)
    resource = (
        covered is not statement.not_resource
        if covered is not None
        else statement.not_resource and request.complete
    )
    condition, why_not, missing = _conditions(statement, request)
    fixed = condition is False and not missing
    open_keys = (
        tuple(dict.fromkeys((*without_value, *missing)))
        if reached and action and (resource or covered is None) and not fixed
        else ()
    )
    element: Element | None = None
    if not reached:
        element, why = "principal", _why_principal(statement, request)
    elif not action:
        element, why = "action", f"it is about {_listed(statement, 'Action')}"
    elif not resource:
        element, why = "resource", _why_resource(statement, request)
    elif condition is not True:
        element, why = "condition", why_not
    else:
        why = _why_match(statement, reached)
    matches = None if element and open_keys and not request.complete else element is None
    return Match(matches, element, why, bool(reached), action, resource, condition, open_keys)


def _resource(statement: Statement, request: Request) -> tuple[bool | None, list[str]]:
    """Whether a value of Resource or NotResource covers the resource; None, with the variables, if that
    depends on missing keys."""
    if statement.resources is None:
        return True, []
    covered = statement.resources.hit(request.target, request.values)
    wanted = [variable for template in statement.resources.templates for variable in variables_of(template)]
    return covered, _without_value(wanted, request) if covered is None else []


def _conditions(statement: Statement, request: Request) -> tuple[bool | None, str, list[str]]:
    """Whether all conditions are met (None: it depends on missing keys), why not, and the missing keys.

    If a condition fails on a key that the request has, no keys are returned as missing: they would not change
    the result.
    """
    missing: list[str] = []
    first = ""
    for condition in statement.conditions:
        lacking = _lacking(condition, request)
        is_met = met(condition, request, statement.effect)
        if not is_met and not lacking:
            return False, unmet(condition, request), []
        missing += lacking
        if lacking and not request.complete and condition.is_literal_wildcard:
            first = f"{asked_of(condition)}, and {condition.written[0]} takes the wildcard as a character"
        elif lacking and not request.complete:
            unknown = "its value" if condition.written[1] in lacking else lacking[0]
            first = first or f"{asked_of(condition)}, and {unknown} isn't known"
        elif not is_met:
            first = first or unmet(condition, request)
    if missing and not request.complete:
        further = [key for key in dict.fromkeys(missing) if key not in first]
        if further and first.endswith("isn't known"):
            first += f", nor is that of {joined_and(further)}"
        return None, first, missing
    return not first, first, missing


def _lacking(condition: Condition, request: Request) -> list[str]:
    return [
        *([] if known_values(condition, request) else [condition.written[1]]),
        *_without_value(condition.variables, request),
    ]


def _without_value(variables: list[Variable], request: Request) -> list[str]:
    return [
        variable.name
        for variable in variables
        if variable.default is None and not request.values(variable.key)
    ]


def condition_unmet(statement: Statement, request: Request) -> str:
    """Why the conditions of a statement are not met, as part of a sentence; empty if they are."""
    return _conditions(statement, request)[1]


def asked_of(condition: Condition) -> str:
    """Describe a condition as part of a sentence: ``StringEquals asks for aws:SourceVpce to be vpce-1``."""
    operator, key, wanted = condition.written
    if condition.operator.presence:
        return f"{operator} asks for {key} to be {'missing' if 'true' in condition.values else 'there'}"
    return f"{operator} asks for {key} {condition.operator.phrase} {joined_or(wanted)}"


def unmet(condition: Condition, request: Request) -> str:
    """Why a condition is not met, as part of a sentence."""
    key, given = condition.written[1], request.values(condition.key)
    if condition.operator.presence:
        return f"{asked_of(condition)}, and it is {'there' if given else 'missing'}"
    if not given:
        return f"{asked_of(condition)}, and the request does not carry it"
    if lacking := _without_value(condition.variables, request):
        return f"{asked_of(condition)}, and the request carries no {lacking[0]}"
    return f"{asked_of(condition)}, and {key} is {joined_or(given)}"


def _why_match(statement: Statement, reached: Reach) -> str:
    verb = "allows" if statement.effect == "Allow" else "denies"
    if reached is Reach.ACCOUNT:
        return f"it {verb} it to the caller's account" + (
            ", whose own policies then decide" if statement.effect == "Allow" else ""
        )
    return f"it {verb} it"


def _why_resource(statement: Statement, request: Request) -> str:
    if statement.not_resource:
        return f"it leaves out {_listed(statement, 'Resource')}"
    patterns = texts(statement.data.get("Resource"))
    nearest = max(
        (_difference(statement, pattern, request) for pattern in patterns),
        key=lambda found: found.nearness,
        default=None,
    )
    return nearest.why if nearest else "it names no resource"


def _difference(statement: Statement, pattern: str, request: Request) -> Difference:
    """Compare a value of Resource with the resource; report variables first that have no value or that the
    Version does not support."""
    if "${" not in pattern or request.target == "*":
        return difference(pattern, request.target)
    tokens = parse_resource(pattern, variables=True)
    if not any(
        variables_of(template) for template in (statement.resources.templates if statement.resources else ())
    ):
        return Difference(
            "variable",
            f"{pattern} stands as it is: variables need Version 2012-10-17, and stand behind the fifth colon",
            0.7,
        )
    if lacking := _without_value(variables_of(tokens), request):
        return Difference(
            "variable", f"the request carries no {lacking[0]}, which {pattern} puts in as a variable", 0.7
        )
    return difference(written(resolved(tokens, request.values) or ()), request.target)


def _why_principal(statement: Statement, request: Request) -> str:
    value = statement.data.get("Principal", statement.data.get("NotPrincipal"))
    names = (
        [name for each in value.values() for name in texts(each)]
        if isinstance(value, dict)
        else [*texts(value)]
    )
    caller = request.caller.name or "an anonymous caller"
    if "NotPrincipal" in statement.data:
        return f"it leaves out {caller}"
    if any("*" in name and name != "*" for name in names):
        return (
            f"it names {joined_or(names)}, and a wildcard inside a principal matches nobody: name * "
            "and set a condition on aws:PrincipalArn"
        )
    if any(name.startswith(UNIQUE_IDS) for name in names):
        return (
            f"it names {joined_or(names)}, the id of a user or role that was deleted, and the "
            f"caller is {caller}"
        )
    return f"it names {joined_or(names, 'nobody')}, and the caller is {caller}"


def _listed(statement: Statement, element: str) -> str:
    negated = f"Not{element}" in statement.data
    return ("everything but " if negated and element == "Action" else "") + joined_or(
        texts(statement.data.get(f"Not{element}" if negated else element)), "nothing"
    )
