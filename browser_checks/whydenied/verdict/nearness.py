"""Which statement of a policy comes nearest to allowing a denied call, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Literal

from ..aws.arn import Arn
from ..aws.coverage import overlaps
from ..aws.data import iam
from ..evaluation.differences import difference
from ..evaluation.explaining import Match, condition_unmet, explain
from ..evaluation.principals import UNIQUE_IDS, Reach
from ..evaluation.request import Request, texts
from ..evaluation.statements import Statement, reach
from ..values import dataclass
from . import nameless
from .pasted import Asked, names_nobody_certain

Lack = Literal[
    "condition-not-met", "not-caller-s-policy", "resource-not-covered", "action-not-covered", "cannot-tell"
]

_ALIKE = 0.8
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Near:
    """What a statement lacks to allow the call, and how near that is (0 to 1)."""

    code: Lack
    statement: Statement
    nearness: float
    why: str
    missing: tuple[str, ...] = ()
    """The context keys on which it depends."""


def nearest(statements: list[Statement], asked: Asked) -> Near | None:
    """The nearest of the statements that do not allow the call, the first of equals; None when none has
    anything to do with it."""
    found = (near for statement in statements for near in _nears(statement, asked))
    return max(found, key=lambda near: near.nearness, default=None)


def holds_caller(statement: Statement, asked: Asked) -> bool:
    """Whether the statement names the caller, as far as caller and names are known."""
    if not asked.knows_caller or explain(statement, asked.request).principal:
        return True
    return names_nobody_certain(statement.data.get("Principal"))


def likeness(statement: Statement, request: Request) -> float:
    """How near the names of a statement come to the caller that it does not name (0 to 1); 0 where they are
    of another sort.

    The id of a deleted user or role comes nearest: it stood for a caller of the same name.
    """
    value = statement.data.get("Principal")
    if not isinstance(value, Mapping):
        return _ANY
    called = request.caller
    if called.kind == "service":
        first = called.name.partition(".")[0]
        return _ANY if any(name.partition(".")[0] == first for name in texts(value.get("Service"))) else 0.0
    if called.kind == "web-identity":
        return _ANY if texts(value.get("Federated")) else 0.0
    return max(
        (_alike_name(name, called.entity or "", called.account) for name in texts(value.get("AWS"))),
        default=0.0,
    )


_ANY = 0.5


def _alike_name(name: str, entity: str, account: str | None) -> float:
    if name.startswith(UNIQUE_IDS):
        return 1.0
    ratio = SequenceMatcher(a=name.rpartition("/")[2][:100], b=entity[:100], autojunk=False).ratio()
    return 0.2 + 0.3 * ratio + (0.3 if account and f":{account}:" in name else 0.0)


def allows(statement: Statement, asked: Asked) -> bool:
    """Whether the statement is known to allow the call."""
    match = explain(statement, asked.request)
    if not (
        match.action
        and _covers(statement, asked, match)
        and match.condition is True
        and holds_caller(statement, asked)
        and not _leaves_to_service(statement, asked)
    ):
        return False
    return asked.knows_caller or statement.principals is None or statement.principals.everyone


def _leaves_to_service(statement: Statement, asked: Asked) -> bool:
    """Whether a key policy leaves it to the policies of the account, and AWS keeps the caller's: a service-linked role."""
    request = asked.request
    return (
        asked.knows_caller
        and request.needs_key_policy
        and request.caller.is_service_linked
        and reach(statement, request) is Reach.ACCOUNT
    )


def is_of_others(statement: Statement, asked: Asked) -> bool:
    """Whether the statement allows the action on the resource, as far as that is known, and names others."""
    match = explain(statement, asked.request)
    return match.action and _covers(statement, asked, match) and not holds_caller(statement, asked)


def _covers(statement: Statement, asked: Asked, match: Match) -> bool:
    """Whether the resource is covered: as it is known, or because everything of the service is."""
    if match.resource or asked.knows_resource or statement.not_resource:
        return match.resource
    named = (Arn.parse(pattern) for pattern in texts(statement.data.get("Resource")))
    return any(
        arn
        and arn.service == asked.request.service
        and not f"{arn.region}{arn.account}{arn.resource}".strip("*")
        for arn in named
    )


def _nears(statement: Statement, asked: Asked) -> Iterator[Near]:
    match = explain(statement, asked.request)
    caller = holds_caller(statement, asked)
    alike = 1.0 if caller else likeness(statement, asked.request)
    if asked.request.assumes:
        # A trust policy is of one role: whatever it names, it is the one to change.
        alike = max(alike, 0.1)
    if not alike:
        return
    if match.action and _covers(statement, asked, match):
        if not caller:
            yield Near("not-caller-s-policy", statement, 0.8 + 0.1 * alike, match.why)
        elif match.condition is True and _leaves_to_service(statement, asked):
            why = "it leaves it to the account's policies, and AWS's own policy of a service-linked role names no key"
            yield Near("not-caller-s-policy", statement, 0.9, why)
        elif match.condition is not True:
            # Of a caller whom the message does not name only the condition can be said.
            why = match.why if match.principal else condition_unmet(statement, asked.request)
            unnamed = nameless.in_condition(statement, asked.request) if asked.knows_caller else None
            missing = () if unnamed else match.missing
            yield Near("condition-not-met", statement, 1.0, unnamed or why, missing)
        else:
            yield Near(
                "cannot-tell",
                statement,
                0.85,
                "it allows it to whom it names, and the message does not say who calls",
            )
    elif match.action:
        yield from _other_resource(statement, asked, caller)
    elif caller:
        yield from _other_action(statement, asked, match)


def _other_resource(statement: Statement, asked: Asked, caller: bool) -> Iterator[Near]:
    kind, why, nearness = _resource(statement, asked)
    if not asked.knows_resource:
        yield Near("cannot-tell" if kind == "open" else "resource-not-covered", statement, 0.8, why)
    elif nearness > 0 or "*" not in texts(statement.data.get("Action")):
        yield Near(
            "resource-not-covered" if caller else "not-caller-s-policy",
            statement,
            0.62 + 0.27 * nearness - (0 if caller else 0.3),
            why,
        )


def _other_action(statement: Statement, asked: Asked, match: Match) -> Iterator[Near]:
    relation, why = _action(statement, asked.request.action)
    nearness = 1.0 if match.resource or not asked.knows_resource else _resource(statement, asked)[2]
    named = _names(statement, asked.request.target)
    if match.resource and relation >= _ALIKE / 2 and _names_caller(statement, asked):
        # A statement for this very caller is the one to add to, before one that is somebody else's.
        yield Near("action-not-covered", statement, 0.92 + 0.02 * relation, why)
    elif match.resource and named and _ALIKE / 2 <= relation < 0.9:
        # A statement about this resource is the one to add to, however alike an action of a wider one is.
        yield Near("action-not-covered", statement, 0.85 + 0.02 * relation, why)
    elif relation > _NEAR:
        yield Near("action-not-covered", statement, 0.65 + 0.25 * nearness * relation, why)
    elif (relation > 0 and nearness >= _NEAR) or (nearness == 1.0 and named):
        yield Near("action-not-covered", statement, 0.3 + 0.2 * nearness + 0.1 * relation, why)


def _names_caller(statement: Statement, asked: Asked) -> bool:
    """Whether the statement has a principal that is the caller, and not everyone or the caller's account."""
    said = statement.principals
    if not asked.knows_caller or said is None or said.everyone:
        return False
    return reach(statement, asked.request) > Reach.ACCOUNT


def _names(statement: Statement, resource: str) -> bool:
    """Whether the statement covers the resource by naming it, not by a star for everything."""
    return resource != "*" and "*" not in texts(statement.data.get("Resource", "*"))


def _resource(statement: Statement, asked: Asked) -> tuple[str, str, float]:
    """The kind of the nearest difference, a sentence, and how near it is."""
    request = asked.request
    patterns = texts(statement.data.get("Resource"))
    if not asked.knows_resource:
        misfit = next((pattern for pattern in patterns if fits_kind(pattern, request.action)), None)
        if misfit:
            return "open", f"it covers {misfit}, and the message names no resource", 0.8
        return (
            "kind",
            (
                f"it covers {patterns[0] if patterns else 'nothing'}, and {request.action} works on "
                f"{_kinds(request.action)}"
            ),
            0.9,
        )
    if not patterns:
        return "other", explain(statement, request).why, 0.5
    found = max((difference(pattern, request.target) for pattern in patterns), key=lambda each: each.nearness)
    if asked.knows_caller:
        for pattern in patterns:
            if why := nameless.in_resource(pattern, request):
                return found.kind, why, found.nearness
    return (
        found.kind,
        explain(statement, request).why if found.kind == "variable" else found.why,
        found.nearness,
    )


def fits_kind(pattern: str, action: str) -> bool:
    """Whether a value of Resource can cover something that the action works on."""
    formats = _formats(action)
    return not formats or any(overlaps(pattern, each) for each in formats)


def _formats(action: str) -> list[str]:
    known, home = iam.action(action), iam.service(action.partition(":")[0])
    if not isinstance(known, iam.Action) or not isinstance(home, iam.Service):
        return []
    return [
        pattern for each in known.resource_types for pattern in home.resource_types[each.name].arn_patterns
    ]


def _kinds(action: str) -> str:
    known = iam.action(action)
    return (
        " or ".join(each.name for each in known.resource_types)
        if isinstance(known, iam.Action) and known.resource_types
        else "*"
    )


def _action(statement: Statement, action: str) -> tuple[float, str]:
    """How the statement's actions relate to the one that was denied (0 to 1), and the difference in words."""
    if statement.not_action:
        return 0.9, f"its NotAction leaves out {action}"
    found = [(*_related(pattern, action), pattern) for pattern in texts(statement.data.get("Action"))]
    relation, why, pattern = max(found, key=lambda each: each[0], default=(0.0, "", "nothing"))
    return relation, why or f"it allows {pattern}{' and more' if len(found) > 1 else ''}, and not {action}"


def is_slip(pattern: str, action: str) -> bool:
    """Whether a value of Action is no action at all, and was meant as this one: misspelt, or the name of the call."""
    service = pattern.partition(":")[0].strip().lower()
    if "*" in pattern or "?" in pattern or (iam.exists(service) and not iam.loaded(service)):
        return False
    return iam.action(pattern) is None and _related(pattern, action)[0] >= _ALIKE


def _related(pattern: str, action: str) -> tuple[float, str]:
    service, _, name = action.lower().partition(":")
    other_service, colon, other = (
        (pattern if ":" in pattern else pattern.replace(".", ":", 1)).lower().partition(":")
    )
    other_service, other = (other_service.strip(), other.strip()) if colon else ("", other_service)
    if action in iam.api_actions(pattern):
        return 1.0, f"it says {pattern}, the name of the API operation: the action is {action}"
    if other == name:
        return 0.9, f"it says {pattern}, and the action is {action}"
    if other_service == service and iam.action(pattern) is None and _alike(other, name):
        return 0.95, f"it says {pattern}, which does not exist, and the action is {action}"
    if other_service == service:
        return 0.4 + 0.1 * SequenceMatcher(a=other[:100], b=name[:100], autojunk=False).ratio(), ""
    return 0.0, ""


def _alike(one: str, other: str) -> bool:
    return (
        "*" not in one
        and len(one) < 100
        and SequenceMatcher(a=one, b=other, autojunk=False).ratio() >= _ALIKE
    )
