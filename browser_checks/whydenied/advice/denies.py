"""An explicit Deny: which statement of which policy to change, and what it spares."""

from __future__ import annotations

from collections.abc import Sequence

from ..call.call import Call
from ..evaluation.explaining import asked_of
from ..evaluation.names import joined_and, joined_or
from ..lint.examine import Examined
from ..policies.statements import Statement
from ..report import Verdict
from . import for_others, meeting, pasted_policy
from .fix import OVERRIDES, Change, Place
from .silence import silent

_ASK = {
    "scp": "Only your organization's administrators can change an SCP.",
    "rcp": "Only your organization's administrators can change an RCP.",
    "boundary": "Ask the owner of the boundary; don't remove it.",
    "session": "Whoever starts the session sets its policy.",
    "vpc-endpoint": "Ask the network team.",
}

_BY_CONDITION = (
    'AWS advises Principal "*" with ArnNotEquals on aws:PrincipalArn instead: NotPrincipal has to name the account, the '
    "role and the session."
)
_ALLOW_TOO = (
    "AWS's message names no Deny, but an Allow that is missing: this Deny may be newer, or not attached. Where it is "
    "in force, both have to change."
)


def pasted_deny(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> Change | None:
    """The Deny of a pasted policy that the verdict found."""
    if verdict.policy is None or verdict.statement is None:
        return None
    policy = pasted[verdict.policy]
    statement = pasted_policy.statement_at(policy.document, verdict.statement) if policy.document else None
    if statement is None or not policy.policy.type:
        return None
    found = meeting.failing(call, verdict, pasted)
    noun = pasted_policy.noun(pasted, verdict.policy, call.denial)
    deny = f"the Deny in {pasted_policy.name(statement)} of {noun}"
    if found and meeting.is_past(found[0], "Greater"):
        title = f"Change {deny}, whose date has passed"
    elif found and for_others.is_of_services(found[0], call, found[2]):
        title = f"Change {deny}: {found[0].written[1]} is only there when a service calls, and {call.caller.words} called"
    elif found and (spared := meeting.avoided(found[0], found[2])):
        title = f"{spared}, or change {deny}"
    elif found or statement.conditions:
        title = f"Change {deny}, or stay outside of its condition"
    elif call.denial.effect is None and not any(each.target for each in call.asked) and statement.resources:
        where = joined_or([each.text for each in statement.resources])
        title = f"See whether the call went to {where}: {deny} is about that"
    else:
        title = f"Change {deny}, which denies {_about(statement)}{_whom(statement)}"
    condition = f"It applies while {asked_of(found[0])}." if found else None
    kind = pasted_policy.kind_of(policy, call.denial)
    # Where the message names the organization's policy, the advice says whom to ask, and with what.
    told = kind in ("scp", "rcp") and call.denial.policy_type == kind
    ask = OVERRIDES if told else _ASK.get(kind) or OVERRIDES
    cautions: tuple[str, ...] = (condition or OVERRIDES, ask)
    if bare := silent(call):
        cautions = (*cautions[:1], *bare)
    if statement.not_principal:
        cautions = (condition or _BY_CONDITION, _BY_CONDITION)
    if call.denial.effect == "implicit":
        cautions = (_ALLOW_TOO, ask)
    return Change(
        pasted_policy.layer(policy, call.denial),
        title,
        Place("none"),
        cautions=tuple(dict.fromkeys(cautions)),
        kind="change-deny",
        edited=verdict.policy,
    )


def _whom(statement: Statement) -> str:
    """To whom a statement denies it: its policy's owner where it names nobody."""
    named = [each.value.text for each in statement.principals]
    if statement.not_principal and named:
        return f" to all but {named[0]}{' and others' if len(named) > 1 else ''}"
    if statement.not_principal or not named:
        return "" if statement.not_principal else " whoever calls"
    if "*" in named:
        return " whoever calls"
    return f" to {named[0]}{' and others' if len(named) > 1 else ''}"


def _about(statement: Statement) -> str:
    actions = [each.text for each in statement.actions]
    spared = [each.text for each in statement.resources] if statement.not_resource else []
    return (
        ("everything but " if statement.not_action else "")
        + ", ".join(actions[:3])
        + (", ..." if len(actions) > 3 else "")
        + (f" on all but {joined_and(spared)}" if spared else "")
    )
