"""Compiled statements: effect, principals, actions, resources and conditions.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

from ..aws.glob import Patterns, parse, parse_resource
from ..aws.kinds import WITH_PRINCIPAL, LayerName
from ..values import dataclass
from .conditions import Broken, Condition, conditions_of, met
from .principals import Principals, Reach
from .request import Request

_ELEMENTS = frozenset(
    (
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    ),
)
_KINDS = ("AWS", "Service", "Federated", "CanonicalUser")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a policy."""

    effect: Literal["Allow", "Deny"]
    actions: Patterns
    not_action: bool
    resources: Patterns | None
    """None if the statement has no Resource element, as in a trust policy."""
    not_resource: bool
    principals: Principals | None
    """None in kinds of policies without a Principal element."""
    conditions: tuple[Condition, ...]
    layer: LayerName
    policy: int
    index: int
    data: dict[str, Any]
    """The original statement."""


def statement_of(data: Any, layer: LayerName, policy: int, index: int, *, variables: bool) -> Statement:
    """Compile a statement; *variables*: whether the policy's Version supports policy variables. Raises
    Broken."""
    if not isinstance(data, dict):
        raise Broken("it is no object")
    unknown = next((key for key in data if key not in _ELEMENTS), None)
    if unknown is not None:
        raise Broken(f"there is no element {unknown}")
    effect = data.get("Effect")
    if effect not in ("Allow", "Deny"):
        raise Broken("its Effect is neither Allow nor Deny")
    action, not_action = _either(data, "Action")
    resource, not_resource = _either(data, "Resource")
    if action is None:
        raise Broken("it has no Action")
    if resource is None and layer != "resource":
        raise Broken("it has no Resource")
    if "NotPrincipal" in data:
        _allow_notprincipal(effect, action, resource, layer)
    resources = None if resource is None else tuple(strings(resource, "Resource"))
    return Statement(
        "Allow" if effect == "Allow" else "Deny",
        _actions(tuple(strings(action, "Action"))),
        not_action,
        None if resources is None else _resources(resources, variables, layer not in WITH_PRINCIPAL),
        not_resource,
        _principals(data, layer),
        conditions_of(data.get("Condition"), variables=variables),
        layer,
        policy,
        index,
        data,
    )


# The same policies decide many requests, each time from their text: what a list of patterns means is kept.


@lru_cache(maxsize=2048)
def _actions(texts: tuple[str, ...]) -> Patterns:
    return Patterns.of(parse(text.lower(), variables=False) for text in texts)


@lru_cache(maxsize=2048)
def _resources(texts: tuple[str, ...], variables: bool, whole: bool) -> Patterns:
    return Patterns.of(parse_resource(text, variables=variables, complete=whole) for text in texts)


@lru_cache(maxsize=2048)
def _of(named: tuple[tuple[str, str], ...], negated: bool) -> Principals:
    return Principals.of(named, negated=negated)


def _either(data: dict[str, Any], name: str) -> tuple[Any, bool]:
    """The value of an element or of its negation, such as NotAction, and whether it is negated. Raises Broken
    for both."""
    if name in data and f"Not{name}" in data:
        raise Broken(f"it has both {name} and Not{name}")
    return (data[f"Not{name}"], True) if f"Not{name}" in data else (data.get(name), False)


def _allow_notprincipal(effect: str, action: Any, resource: Any, layer: LayerName) -> None:
    """Raise Broken unless NotPrincipal is in a Deny of a resource-based policy, where alone AWS supports it.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    """
    if effect == "Allow":
        raise Broken("it allows with NotPrincipal, which AWS does not support")
    trust = resource is None and all(text.lower().startswith("sts:") for text in strings(action, "Action"))
    if trust or layer == "rcp":
        raise Broken(f"it has NotPrincipal, which {'a trust policy' if trust else 'an RCP'} cannot have")


def strings(value: Any, element: str) -> list[str]:
    """A text, or a list of texts. Raises Broken."""
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in values):
        raise Broken(f"its {element} is neither a text nor a list of texts")
    return values


def _principals(data: dict[str, Any], layer: LayerName) -> Principals | None:
    value, negated = _either(data, "Principal")
    if layer not in WITH_PRINCIPAL:
        if value is not None:
            raise Broken("it names a Principal, which only policies of resources do")
        return None
    if value is None:
        if layer == "resource":
            raise Broken("it has no Principal")
        value = "*"
    return _of(tuple(_named(value)), negated)


def _named(value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield from (("*", name) for name in strings(value, "Principal"))
        return
    for kind, names in value.items():
        if kind not in _KINDS:
            raise Broken(f"its Principal has the kind {kind}, which does not exist")
        yield from ((kind, name) for name in strings(names, f"Principal {kind}"))


def acts_on(statement: Statement, request: Request) -> bool:
    """Whether the statement's actions, resources and conditions match the request, whoever the caller is."""
    if statement.actions.hit(request.name) is statement.not_action:
        return False
    resources = statement.resources
    if resources is not None:
        hit = resources.hit(request.target, request.values)
        if hit is None:
            # A variable without a value matches no resource, so NotResource leaves nothing out.
            if request.assume != statement.effect if request.assume else not statement.not_resource:
                return False
        elif hit is statement.not_resource:
            return False
    for condition in statement.conditions:  # noqa: SIM110  a plain loop takes half the time
        if not met(condition, request, statement.effect):
            return False
    return True


def reach(statement: Statement, request: Request, *, in_session: bool = False) -> Reach:
    """How the statement's principals match the caller; DIRECT for kinds of policies without a Principal
    element."""
    if statement.principals is None:
        return Reach.DIRECT
    bounded = request.has_boundary and statement.effect == "Deny"
    return statement.principals.reach(request.caller, request.values, in_session=in_session, bounded=bounded)
