"""The changes of a pasted policy to try, the smallest first."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from ..aws.data import iam
from ..aws.glob import fits, parse
from ..call.call import Asked, Call
from ..evaluation.principals import UNIQUE_IDS
from ..evaluation.request import texts
from ..policies.document import Document
from ..policies.nodes import Node, Object, Scalar, scalars
from ..policies.statements import Statement
from ..report import Edit
from ..text.regex import lazy_regex
from ..values import dataclass
from ..verdict.nearness import is_slip
from ..verdict.pasted import statements_of
from . import endpoints, insert
from .identity import listed, on
from .pasted_policy import name
from .sources import narrowed
from .statement import Condition, sid

_SECRET = lazy_regex(r"(arn:[\w-]+:secretsmanager:[^:]*:[^:]*:secret:[^*?]+)-(?:\?{6}|[A-Za-z0-9]{6})")


@dataclass(frozen=True, slots=True)
class Try:
    """One possible change: the policy after it, the change of the text, and what it does, as part of a
    title."""

    data: Any
    edit: Edit | None
    title: str
    meant: tuple[str, ...] = ()
    """The resources on which the statement meant to allow the action already, misspelt."""
    notes: tuple[str, ...] = ()
    """What to fill in."""
    names_caller: bool = False
    """Whether it writes the caller's ARN into a Principal element."""
    added: tuple[dict[str, Any], ...] = ()
    """The statements of its own."""


def tries(document: Document, statement: Statement, call: Call, needed: Sequence[Asked]) -> Iterator[Try]:
    """The changes to try, the smallest first: in the statement, part there and part beside it, beside it."""
    data = statements_of(document.told)[statement.index]
    if not isinstance(data, dict) or any(_is_kept_out(statement, each.action) for each in needed):
        return
    yield from _in_place(document, statement, data, call, needed)
    near = [each for each in needed if _has(data.get("Resource"), each.written or "*")]
    if near and len(near) < len(needed):
        for first in _in_place(document, statement, data, call, near):
            yield from _both(document, statement, call, first, [each for each in needed if each not in near])
    yield from _beside(document, statement, data, call, needed)


def _is_kept_out(statement: Statement, action: str) -> bool:
    """Whether the statement asks for a key of the action's own service that its requests never carry: beside such a
    condition the action is never allowed."""
    service = action.partition(":")[0].lower()
    return any(
        condition.name.startswith(f"{service}:")
        and service != "sts"  # what a session's further actions carry is not listed
        and not (condition.negated or condition.named.if_exists or condition.named.name == "Null")
        and iam.takes(action, condition.name) is False
        for condition in statement.conditions
        if iam.condition_key(condition.name)
    )


def _both(
    document: Document, statement: Statement, call: Call, first: Try, rest: Sequence[Asked]
) -> Iterator[Try]:
    """A change in the statement and a statement beside it."""
    for other in _beside(document, statement, statements_of(document.told)[statement.index], call, rest):
        changed = [*statements_of(other.data)]
        changed[statement.index] = statements_of(first.data)[statement.index]
        edit = insert.merged(document, first.edit, other.edit) if first.edit and other.edit else None
        listing = listed(tuple(each.action for each in rest))
        yield Try(
            {**other.data, "Statement": changed},
            edit,
            f"{first.title} and a statement for {listing} beside it, in",
            notes=first.notes + other.notes,
            names_caller=first.names_caller or other.names_caller,
        )


def _in_place(
    document: Document, statement: Statement, data: dict[str, Any], call: Call, needed: Sequence[Asked]
) -> Iterator[Try]:
    """An item more in one element of the statement."""
    actions = [each.action for each in needed if not _allows(data.get("Action"), each.action)]
    further = [
        each.written or "*" for each in needed if "Resource" in data and not _covered(statement, data, each)
    ]
    further = list(dict.fromkeys(further))
    if "Action" in data and len(actions) == 1 and not further:
        slip = next(
            (item for item in statement.actions if item.known and is_slip(item.text, actions[0])), None
        )
        if slip is not None:
            yield replaced(document, statement, "Action", slip, actions[0])
    if "Action" in data and actions:
        title = f"Add {listed(tuple(actions))} to {name(statement)}"
        yield from _with_items(
            document, statement, "Action", statement.node.get("Action"), data.get("Action"), actions, title
        )
    if further:
        dead = next(
            (item for item in statement.resources if item.known and _without_suffix(further) == item.text),
            None,
        )
        if dead is not None:
            yield replaced(document, statement, "Resource", dead, further[0])
        shown = further[0] if further[0] != "*" else '"*"'
        title = f"Add {shown} to the Resource of {name(statement)}"
        yield from _with_items(
            document,
            statement,
            "Resource",
            statement.node.get("Resource"),
            data.get("Resource"),
            further,
            title,
        )
    principal = statement.node.get("Principal")
    element = call.caller.element
    kind = next(iter(element), None)
    named = data.get("Principal")
    if (
        isinstance(principal, Object)
        and kind
        and isinstance(named, dict)
        and kind in named
        and not actions
        and not further
        and not endpoints.is_by_condition(call.denial)
    ):
        lacking = [value for value in texts(element[kind]) if not _has(named[kind], value)]
        if lacking and call.caller.kind not in ("unknown", "anonymous") and not _is_held(call, needed):
            yield from _instead_of_an_id(document, statement, principal.get(kind), named, kind, lacking)
            title = f"Add {lacking[0]} to the Principal of {name(statement)}"
            yield from _with_items(
                document, statement, "Principal", principal.get(kind), named, lacking, title, kind
            )


def _without_suffix(further: Sequence[str]) -> str | None:
    """The ARN of a secret without its six random characters, which matches nothing."""
    if len(further) != 1 or ":secretsmanager:" not in further[0]:
        return None
    found = _SECRET.fullmatch(further[0])
    return found[1] if found else None


def _instead_of_an_id(
    document: Document,
    statement: Statement,
    node: Node | None,
    named: dict[str, Any],
    kind: str,
    lacking: list[str],
) -> Iterator[Try]:
    """The caller in the place of the id of a deleted user or role, which matches nobody any more."""
    for item in scalars(node):
        if item.text.startswith(UNIQUE_IDS) and len(lacking) == 1:
            values = [lacking[0] if each == item.text else each for each in texts(named[kind])]
            changed = {**named, kind: values if isinstance(named[kind], list) else values[0]}
            title = (
                f"Write {lacking[0]} instead of the deleted {item.text} in the Principal of {name(statement)}"
            )
            yield Try(
                with_elements(document, statement, {"Principal": changed}),
                insert.value(document, item, lacking[0]),
                title,
                names_caller=True,
            )


def _with_items(
    document: Document,
    statement: Statement,
    element: str,
    node: Node | None,
    value: Any,
    items: list[str],
    title: str,
    key: str | None = None,
) -> Iterator[Try]:
    old = value[key] if key else value
    more = [*(old if isinstance(old, list) else [old]), *items]
    changed = {**value, key: more} if key else more
    yield Try(
        with_elements(document, statement, {element: changed}),
        insert.items(document, node, items),
        title,
        names_caller=element == "Principal",
    )


def replaced(document: Document, statement: Statement, element: str, item: Scalar, value: str) -> Try:
    """One value in the place of another one that matches nothing."""
    old = statements_of(document.told)[statement.index].get(element)
    values = [value if each == item.text else each for each in texts(old)]
    changed = {element: values if isinstance(old, list) else values[0]}
    title = f"Write {value} instead of {item.text} in {name(statement)}"
    # A slip on "*" is no reason to allow an action on everything.
    covered = [each.text for each in statement.resources if each.known and each.text != "*"]
    meant = tuple(covered) if element == "Action" else ()
    edit = insert.value(document, item, value)
    return Try(with_elements(document, statement, changed), edit, title, meant)


def _beside(
    document: Document, statement: Statement, data: dict[str, Any], call: Call, needed: Sequence[Asked]
) -> Iterator[Try]:
    """Statements of their own, one for each resource, with the principal and the conditions of the nearest
    one."""
    if ("Principal" in data or "NotPrincipal" in data) and (
        not call.caller.element or call.caller.kind == "unknown"
    ):
        return
    groups: dict[str, list[str]] = {}
    for each in needed:
        groups.setdefault(each.written or "*", []).append(each.action)
    made: list[dict[str, Any]] = []
    held, notes = _held(call, needed) if "Principal" in data else (None, ())
    for resource, actions in groups.items():
        new: dict[str, Any] = {
            "Sid": _free_sid(document, actions[0], [one["Sid"] for one in made]),
            "Effect": "Allow",
        }
        if "Principal" in data or "NotPrincipal" in data:
            new["Principal"] = dict(call.caller.element)
        new["Action"] = actions[0] if len(actions) == 1 else actions
        if "Resource" in data or "NotResource" in data:
            # A key's policy says "*" for its key.
            new["Resource"] = (
                "*"
                if data.get("Resource") == "*" and "Principal" in data and actions[0].startswith("kms:")
                else resource
            )
        if held or data.get("Condition"):
            new["Condition"] = held or copy.deepcopy(data["Condition"])
        made.append(endpoints.narrowed(new) if endpoints.is_by_condition(call.denial) else new)
    statements = [*statements_of(document.told)]
    statements[statement.index + 1 : statement.index + 1] = made
    actions = list(dict.fromkeys(each.action for each in needed))
    where = on(needed[0].written or "*") if len(groups) == 1 else ""
    title = f"Add a statement for {listed(tuple(actions))}{where} beside {name(statement)}"
    edit = insert.statements(document, statement, made)
    named = any("Principal" in each for each in made)
    yield Try(
        {**document.told, "Statement": statements},
        edit,
        title,
        notes=notes,
        names_caller=named,
        added=tuple(made),
    )


def _held(call: Call, needed: Sequence[Asked]) -> tuple[Condition | None, tuple[str, ...]]:
    """The condition that a service has to be let in with."""
    if call.caller.kind != "service":
        return None, ()
    first = needed[0]
    is_trust = first.action.lower().startswith("sts:")
    return narrowed(call.caller.name, first.written or "", call.denial, call.around, is_trust=is_trust)


def _is_held(call: Call, needed: Sequence[Asked]) -> bool:
    return bool(_held(call, needed or call.asked)[0])


def with_elements(document: Document, statement: Statement, changed: dict[str, Any]) -> Any:
    """The whole policy with other elements in one statement."""
    statements = [*statements_of(document.told)]
    statements[statement.index] = {**statements[statement.index], **changed}
    single = not isinstance(document.told.get("Statement"), list)
    return {**document.told, "Statement": statements[0] if single else statements}


def _free_sid(document: Document, action: str, more: Sequence[str] = ()) -> str:
    """A Sid that no statement of the policy has."""
    wanted = sid(action)
    taken = {*more} | {
        str(each.get("Sid")) for each in statements_of(document.told) if isinstance(each, dict)
    }
    return next(
        each for each in (wanted, *(f"{wanted}{number}" for number in range(2, 200))) if each not in taken
    )


def _allows(value: Any, action: str) -> bool:
    return any(fits(parse(each.lower(), variables=False), action.lower()) for each in texts(value))


def _covered(statement: Statement, data: dict[str, Any], asked: Asked) -> bool:
    """Whether the statement's Resource covers the target already; variables count as covering, the proof
    tells."""
    values = texts(data.get("Resource"))
    return any("${" in each or fits(parse(each, variables=False), asked.target or "*") for each in values)


def _has(value: Any, item: str) -> bool:
    return any(each.lower() == item.lower() for each in texts(value))
