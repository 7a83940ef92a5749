"""An edit of the reader's own policy: the statement that comes nearest, with the one change that it lacks.

Of several changes the smallest that passes :mod:`~.proof` is taken: an item more in the statement, else a
statement of its own beside it, which keeps the principal and the conditions of the nearest one.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..aws import arn
from ..aws.glob import fits, parse
from ..aws.kinds import BY_PRINTED, PolicyType
from ..call import resources
from ..call.call import Asked, Call
from ..evaluation.caller import caller_of
from ..evaluation.principals import UNIQUE_IDS
from ..evaluation.request import Request, texts
from ..lint.examine import Examined
from ..policies.document import Document
from ..policies.nodes import UNKNOWN, Node, Object, scalars
from ..policies.statements import Statement
from ..report import Denial, Edit, FixLayer, Verdict
from ..verdict.nearness import fits_kind
from ..verdict.pasted import Asked as Compared
from ..verdict.pasted import asked_for, statements_of
from . import companions, insert
from .fix import Change, Place
from .identity import listed, on
from .proof import missing, proves
from .statement import sid

_CONDITION = "The condition of the statement stays as it is: the call has to meet it."
_LAYERS: dict[str, FixLayer] = {"kms": "key-policy", "ecr": "repository-policy"}
_NOUNS = {
    "identity": "the policy you pasted", "resource": "the resource-based policy you pasted", "trust": "the trust policy you pasted",
    "boundary": "the permissions boundary you pasted", "session": "the session policy you pasted", "scp": "the SCP you pasted",
    "rcp": "the RCP you pasted", "vpc-endpoint": "the VPC endpoint policy you pasted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Try:
    """One possible change: the policy after it, the change of the text, and what it does, as part of a
    title."""

    data: Any
    edit: Edit | None
    title: str


def kind_of(policy: Examined, denial: Denial) -> PolicyType:
    """The type of a pasted policy; where the message names a kind that the policy looks like, it is of that
    one."""
    found = policy.policy.type or "identity"
    named = BY_PRINTED.get(denial.policy_type or "")
    return named.type if named and found in named.looks_like else found


def layer(policy: Examined, denial: Denial) -> FixLayer:
    """The layer of a fix that changes a pasted policy."""
    kind = kind_of(policy, denial)
    service = policy.policy.service or (denial.action or "").partition(":")[0].lower()
    return _LAYERS.get(service, "resource") if kind == "resource" else kind


def noun(policy: Examined, denial: Denial) -> str:
    """What a title calls a pasted policy."""
    return _NOUNS[kind_of(policy, denial)]


def name(statement: Statement) -> str:
    """``statement 2 ("Read")``."""
    said = statement.node.get("Sid")
    given = f' ("{said.text}")' if said is not None and hasattr(said, "text") and said.text else ""
    return f"statement {statement.index + 1}{given}"


def statement_at(document: Document, number: int) -> Statement | None:
    """The statement of a verdict."""
    return next((each for each in document.statements if each.index == number), None)


def edited(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> Change | None:
    """The edit that a verdict about a statement asks for; None where no edit passes the proof."""
    if verdict.policy is None or verdict.statement is None:
        return None
    policy = pasted[verdict.policy]
    document = policy.document
    statement = statement_at(document, verdict.statement) if document else None
    if (
        document is None
        or statement is None
        or not policy.policy.type
        or not statement.allows
        or document.node is statement.node
    ):
        return None
    kind = kind_of(policy, call.denial)
    needed = _needed(call, statement, verdict)
    if not needed:
        return None
    lacking = [
        asked
        for (asked, _), lacks in zip(
            needed, missing(document.data, kind, [made for _, made in needed]), strict=True
        )
        if lacks
    ]
    for tried in _tries(document, statement, call, lacking) if lacking else ():
        if proves(
            document.data,
            tried.data,
            kind,
            [request for _, request in needed],
            [asked.written or "*" for asked, _ in needed],
        ):
            further = companions.of(lacking[0].action)
            cautions = (*((_CONDITION,) if statement.conditions else ()), *((further,) if further else ()))
            return Change(
                layer(policy, call.denial),
                f"{tried.title} of {noun(policy, call.denial)}".replace(", in of", " in"),
                Place("none"),
                cautions=cautions,
                kind="edit",
                edit=tried.edit,
                edited=verdict.policy,
                whole=None if _has_holes(tried.data) else _whole(tried.data),
            )
    return None


def _needed(call: Call, statement: Statement, verdict: Verdict) -> list[tuple[Asked, Request]]:
    """The actions to allow; one whose resource the paste does not tell is about what the statement covers."""
    found = []
    for asked, made in zip(call.asked, asked_for(call), strict=True):
        made = _as_whom(made, call, statement)
        own = _own(statement, asked.action)
        written = _placed(asked.written, statement) if asked.written else None
        if written and written != asked.written and asked.target:
            target = _placed(asked.target, statement)
            asked, made = (
                Asked(asked.action, target, written),
                replace(made, request=replace(made.request, resource=target, target=target)),
            )
        if written and "REGION" not in written and "ACCOUNT-ID" not in written:
            found.append((asked, made.request))
        elif asked.written is None and not statement.has("Resource", "NotResource"):
            found.append((Asked(asked.action, "*", "*"), made.request))
        elif own and verdict.code == "action-not-covered":
            found.append((Asked(asked.action, own, own), made.on({"Statement": [{"Resource": own}]}).request))
    return found


def _placed(written: str, statement: Statement) -> str:
    """The ARN with the Region and account of the statement's own ARNs, where the paste does not tell them."""
    fields = written.split(":", 5)
    if len(fields) < 6 or not {"REGION", "ACCOUNT-ID"} & {*fields}:
        return written
    for item in statement.resources:
        there = arn.Arn.parse(item.text) if item.known else None
        if there and there.service == fields[2]:
            fields[3] = there.region if fields[3] == "REGION" and there.region else fields[3]
            fields[4] = there.account if fields[4] == "ACCOUNT-ID" and there.account else fields[4]
    return ":".join(fields)


def _own(statement: Statement, action: str) -> str | None:
    """The first resource of the statement that the action works on."""
    known = [item.text for item in statement.resources if item.known and not statement.not_resource]
    fitting = [each for each in known if fits_kind(each, action)]
    if action.startswith("s3:"):
        in_bucket = any("${ObjectName" in each for each in resources.patterns(action) or ())
        fitting = [each for each in fitting if ("/" in each) is in_bucket]
    return fitting[0] if fitting else None


def _as_whom(made: Compared, call: Call, statement: Statement) -> Compared:
    """The call as made by whom the statement names, where the message does not say who called."""
    named = next(
        (
            each.value.text
            for each in statement.principals
            if each.kind in ("AWS", "Service") and each.value.known
        ),
        None,
    )
    whom = caller_of(named, made.request.name) if named and call.principal is None else None
    return replace(made, request=replace(made.request, caller=whom)) if whom else made


def _tries(document: Document, statement: Statement, call: Call, needed: Sequence[Asked]) -> Iterator[_Try]:
    """The changes to try, the smallest first: in the statement, part there and part beside it, beside it."""
    data = statements_of(document.data)[statement.index]
    if not isinstance(data, dict):
        return
    yield from _in_place(document, statement, data, call, needed)
    near = [each for each in needed if _has(data.get("Resource"), each.written or "*")]
    if near and len(near) < len(needed):
        for first in _in_place(document, statement, data, call, near):
            yield from _both(document, statement, call, first, [each for each in needed if each not in near])
    yield from _beside(document, statement, data, call, needed)


def _both(
    document: Document, statement: Statement, call: Call, first: _Try, rest: Sequence[Asked]
) -> Iterator[_Try]:
    """A change in the statement and a statement beside it."""
    for other in _beside(document, statement, statements_of(document.data)[statement.index], call, rest):
        changed = [*statements_of(other.data)]
        changed[statement.index] = statements_of(first.data)[statement.index]
        edit = insert.merged(document, first.edit, other.edit) if first.edit and other.edit else None
        listing = listed(tuple(each.action for each in rest))
        yield _Try(
            {**other.data, "Statement": changed},
            edit,
            f"{first.title} and a statement for {listing} beside it, in",
        )


def _in_place(
    document: Document, statement: Statement, data: dict[str, Any], call: Call, needed: Sequence[Asked]
) -> Iterator[_Try]:
    """An item more in one element of the statement."""
    actions = [each.action for each in needed if not _allows(data.get("Action"), each.action)]
    further = [
        each.written or "*" for each in needed if "Resource" in data and not _covered(statement, data, each)
    ]
    further = list(dict.fromkeys(further))
    if "Action" in data and actions:
        title = f"Add {listed(tuple(actions))} to {name(statement)}"
        yield from _with_items(
            document, statement, "Action", statement.node.get("Action"), data.get("Action"), actions, title
        )
    if further:
        dead = next(
            (item for item in statement.resources if item.known and further == [f"{item.text}-??????"]), None
        )
        if dead is not None:
            yield _replaced(document, statement, dead, further[0])
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
    ):
        lacking = [value for value in texts(element[kind]) if not _has(named[kind], value)]
        if lacking and call.caller.kind not in ("unknown", "anonymous"):
            yield from _instead_of_an_id(document, statement, principal.get(kind), named, kind, lacking)
            title = f"Add {lacking[0]} to the Principal of {name(statement)}"
            yield from _with_items(
                document, statement, "Principal", principal.get(kind), named, lacking, title, kind
            )


def _instead_of_an_id(
    document: Document,
    statement: Statement,
    node: Node | None,
    named: dict[str, Any],
    kind: str,
    lacking: list[str],
) -> Iterator[_Try]:
    """The caller in the place of the id of a deleted user or role, which matches nobody any more."""
    for item in scalars(node):
        if item.text.startswith(UNIQUE_IDS) and len(lacking) == 1:
            values = [lacking[0] if each == item.text else each for each in texts(named[kind])]
            changed = {**named, kind: values if isinstance(named[kind], list) else values[0]}
            title = (
                f"Write {lacking[0]} instead of the deleted {item.text} in the Principal of {name(statement)}"
            )
            yield _Try(
                _replaced_statement(document, statement, {"Principal": changed}),
                insert.value(document, item, lacking[0]),
                title,
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
) -> Iterator[_Try]:
    old = value[key] if key else value
    more = [*(old if isinstance(old, list) else [old]), *items]
    changed = {**value, key: more} if key else more
    yield _Try(
        _replaced_statement(document, statement, {element: changed}),
        insert.items(document, node, items),
        title,
    )


def _replaced(document: Document, statement: Statement, item: Node, value: str) -> _Try:
    """One value in the place of another one that matches nothing."""
    old = item.text  # type: ignore[attr-defined]
    data = statements_of(document.data)[statement.index]
    values = [value if each == old else each for each in texts(data.get("Resource"))]
    changed = {"Resource": values if isinstance(data.get("Resource"), list) else values[0]}
    title = f"Write {value} instead of {old} in {name(statement)}"
    return _Try(_replaced_statement(document, statement, changed), insert.value(document, item, value), title)


def _beside(
    document: Document, statement: Statement, data: dict[str, Any], call: Call, needed: Sequence[Asked]
) -> Iterator[_Try]:
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
        if data.get("Condition"):
            new["Condition"] = copy.deepcopy(data["Condition"])
        made.append(new)
    statements = [*statements_of(document.data)]
    statements[statement.index + 1 : statement.index + 1] = made
    actions = list(dict.fromkeys(each.action for each in needed))
    where = on(needed[0].written or "*") if len(groups) == 1 else ""
    title = f"Add a statement for {listed(tuple(actions))}{where} beside {name(statement)}"
    yield _Try(
        {**document.data, "Statement": statements}, insert.statements(document, statement, made), title
    )


def _replaced_statement(document: Document, statement: Statement, changed: dict[str, Any]) -> Any:
    """The whole policy with other elements in one statement."""
    statements = [*statements_of(document.data)]
    statements[statement.index] = {**statements[statement.index], **changed}
    single = not isinstance(document.data.get("Statement"), list)
    return {**document.data, "Statement": statements[0] if single else statements}


def _whole(data: Any) -> dict[str, Any]:
    return data if "Version" in data else {"Version": "2012-10-17", **data}


def _free_sid(document: Document, action: str, more: Sequence[str] = ()) -> str:
    """A Sid that no statement of the policy has."""
    wanted = sid(action)
    taken = {*more} | {
        str(each.get("Sid")) for each in statements_of(document.data) if isinstance(each, dict)
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


def _has_holes(value: Any) -> bool:
    """Whether only the filled-in template tells a part of the policy."""
    if isinstance(value, dict):
        return any(_has_holes(key) or _has_holes(inner) for key, inner in value.items())
    if isinstance(value, list):
        return any(map(_has_holes, value))
    return isinstance(value, str) and (UNKNOWN in value or value.startswith("Fn::"))
