"""An edit of the reader's own policy: the statement that comes nearest, with the one change that it lacks.

Of several changes the smallest that passes :mod:`~.proof` is taken: an item more in the statement, else a
statement of its own beside it, which keeps the principal and the conditions of the nearest one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..aws import arn
from ..call import resources
from ..call.call import Asked, Call
from ..call.text_messages import of_text_message
from ..evaluation.caller import caller_of
from ..evaluation.request import Request
from ..lint.examine import Examined
from ..policies.nodes import UNKNOWN
from ..policies.statements import Statement
from ..report import Verdict
from ..text.regex import lazy_regex
from ..verdict.nearness import fits_kind
from ..verdict.pasted import Asked as Compared
from ..verdict.pasted import asked_for
from . import companions, function_policy, provider_action, version
from .changes import Try, tries
from .fix import Change, Place
from .identity import place
from .owners_side import third_party
from .pasted_policy import is_rejected, kind_of, layer, noun, statement_at
from .proof import missing, proves

# API Gateway masks all but the last digits of an account.
_MASKED = lazy_regex(r"[*xX]{4,}\d{0,4}")
_BROKEN = "The policy has faults that AWS rejects, listed below: correct them as well."
_CONDITION = "The condition of the statement stays as it is: the call has to meet it."


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
    if tried := provider_action.corrected(call, verdict, pasted):
        return _as_edit(tried, policy, verdict, pasted, call)
    kind = kind_of(policy, call.denial)
    needed = _needed(call, statement, verdict)
    if not needed:
        return None
    lacking = [
        asked
        for (asked, _), lacks in zip(
            needed, missing(document.told, kind, [made for _, made in needed]), strict=True
        )
        if lacks
    ]
    if lacking and (renewed := version.renewed(document)):
        requests = [made for _, made in needed]
        if not any(missing(renewed, kind, requests)):
            return Change(
                layer(policy, call.denial),
                version.TITLE.format(policy=noun(pasted, verdict.policy, call.denial)),
                Place("none"),
                cautions=(version.CAUTION,),
                edited=verdict.policy,
            )
    for tried in tries(document, statement, call, lacking) if lacking else ():
        if proves(
            document.told,
            tried.data,
            kind,
            [request for _, request in needed],
            [asked.written or "*" for asked, _ in needed],
            tried.meant,
        ):
            further = companions.of(lacking[0].action)
            kept = (_CONDITION,) if statement.conditions and not tried.notes else ()
            whom = tried.names_caller and call.caller.element_note
            asks = any(each.name == "sts:externalid" for each in statement.conditions)
            cautions = (
                *((_BROKEN,) if is_rejected(policy) else ()),
                *of_another(call, statement, kind),
                *_of_group(policy),
                *of_text_message(call.denial.resource),
                *tried.notes,
                *((whom,) if whom else ()),
                *(
                    third_party(call.denial, call.caller)
                    if kind == "trust" and tried.names_caller and not asks
                    else ()
                ),
                *kept,
                *((further,) if further else ()),
            )
            whole = None if _has_holes(tried.data) else _whole(tried.data)
            # Where neither the text nor the whole policy can be shown, the statements alone say what goes into it.
            added = tried.added if tried.edit is None and whole is None else ()
            on_layer = layer(policy, call.denial)
            return Change(
                on_layer,
                f"{tried.title} of {noun(pasted, verdict.policy, call.denial)}".replace(", in of", " in"),
                place(added, call.caller) if added and on_layer == "identity" else Place("none"),
                cautions=cautions,
                kind=None if added else "edit",
                edit=tried.edit,
                edited=None if added else verdict.policy,
                statements=added,
                whole=whole,
            )
    return None


def _as_edit(
    tried: Try, policy: Examined, verdict: Verdict, pasted: Sequence[Examined], call: Call
) -> Change:
    """The correction of a statement that lets nobody in."""
    return Change(
        layer(policy, call.denial),
        f"{tried.title} of {noun(pasted, verdict.policy or 0, call.denial)}",
        Place("none"),
        cautions=(*((_BROKEN,) if is_rejected(policy) else ()), _CONDITION),
        kind="edit",
        edit=tried.edit,
        edited=verdict.policy,
        whole=None if _has_holes(tried.data) else _whole(tried.data),
    )


def of_another(call: Call, statement: Statement, kind: str) -> tuple[str, ...]:
    """The caution where a resource's policy names another resource of its kind: it may be that one's."""
    wanted = call.asked[0].target if call.asked else None
    if (
        kind == "resource"
        and wanted
        and ":lambda:" in wanted
        and (qualifier := arn.resource(wanted).split(":")[2:])
    ):
        return (function_policy.QUALIFIER.format(qualifier=qualifier[0]),)
    named = [each.text for each in statement.resources if each.known]
    if kind != "resource" or not wanted or len(named) != 1 or set(named[0]) & {"*", "?", "$"}:
        return ()
    there, here = arn.Arn.parse(named[0]), arn.Arn.parse(wanted)
    if there is None or here is None or there.service != here.service or here.service not in _ONE_A_POLICY:
        return ()
    if there.resource == here.resource:
        return ()
    return (f"If this is the policy of {arn.name(named[0])}, change the one of {arn.name(wanted)} instead.",)


def _of_group(policy: Examined) -> tuple[str, ...]:
    """The caution where a policy is of several users."""
    owner = policy.policy.owner
    if owner is None or owner.kind != "group":
        return ()
    return (f"Every user in the group {arn.name(owner.name) or owner.name} gets this.",)


# Services whose resources' policies are about that resource alone.
_ONE_A_POLICY = ("kms", "sqs", "sns", "secretsmanager")


def allows_if_filled_in(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> bool:
    """Whether the statement of a verdict allows all that is needed when its template is filled in so."""
    document = pasted[verdict.policy].document if verdict.policy is not None else None
    statement = statement_at(document, verdict.statement or 0) if document else None
    if document is None or statement is None or not statement.allows or verdict.policy is None:
        return False
    needed = _needed(call, statement, verdict)
    kind = kind_of(pasted[verdict.policy], call.denial)
    return (
        bool(needed)
        and not all(item.known for item in (*statement.resources, *statement.actions))
        and not any(missing(document.told, kind, [made for _, made in needed]))
    )


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
        if written and resources.is_masked(written):
            continue
        if written and "REGION" not in written and "ACCOUNT-ID" not in written:
            found.append((asked, made.request))
        elif asked.written is None and not statement.has("Resource", "NotResource"):
            found.append((Asked(asked.action, "*", "*"), made.request))
        elif own and verdict.code == "action-not-covered":
            found.append((Asked(asked.action, own, own), made.on({"Statement": [{"Resource": own}]}).request))
    return found


def _placed(written: str, statement: Statement) -> str:
    """The ARN with the Region and account of the statement's own ARNs, where the paste does not tell them."""
    fields = arn.fields(written)
    if len(fields) < arn.FIELDS or not ({"REGION", "ACCOUNT-ID"} & {*fields} or _MASKED.fullmatch(fields[4])):
        return written
    for item in statement.resources:
        there = arn.Arn.parse(item.text) if item.known else None
        if there and there.service == fields[2] and _MASKED.fullmatch(fields[4]):
            fields[4] = there.account if there.account.endswith(fields[4].strip("*xX")) else fields[4]
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


def _whole(data: Any) -> dict[str, Any]:
    return data if "Version" in data else {"Version": "2012-10-17", **data}


def _has_holes(value: Any) -> bool:
    """Whether only the filled-in template tells a part of the policy."""
    if isinstance(value, dict):
        return any(_has_holes(key) or _has_holes(inner) for key, inner in value.items())
    if isinstance(value, list):
        return any(map(_has_holes, value))
    return isinstance(value, str) and (UNKNOWN in value or value.startswith("Fn::"))
