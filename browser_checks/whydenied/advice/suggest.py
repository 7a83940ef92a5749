"""The layer that can help, and the changes there, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..call import caller, inference
from ..call.actions import service
from ..call.call import Call
from ..call.caller import Caller
from ..call.sentences import listed_actions
from ..call.sentences import whole as is_whole
from ..errors import codes
from ..guide import PREFIX
from ..policies.nodes import legible
from ..report import Denial, Fix, Verdict
from ..text.regex import lazy_regex
from . import causes, hopeless, identity, need, owners_side
from .fix import S3_SILENT, Change
from .need import Need
from .statement import values
from .syntaxes import annotators, writers

if TYPE_CHECKING:
    from ..lint.examine import Examined

# Sections about something other than a permission: a policy changes nothing there, and what helps is said
# there.
_NO_FIX = frozenset({"policy-validation", "code-signing", "tags", "admin-deprecation", "admin-deprecation-aws",
                     "admin-deprecation-customer"})  # fmt: skip
# Sections where an action alone, without its caller, is a denial; elsewhere it is only the call that
# something else stopped.
_ACTION_ALONE = frozenset({"no-permissions", "s3-access-denied", "kms", "passrole", "layers", "function-url"})
_SERVICES_WITH_LAST_WORD = ("kms", "sts")
_SLOW = "An IAM change can take a few minutes to take effect everywhere."
_ONE_TYPE = "AWS reports one policy type at a time: if another one denies too, the next error names it."
_NO_TYPE = (
    "The message doesn't name a policy type: a permissions boundary, an SCP or RCP, or the "
    "resource's own policy could also be the cause."
)
_BOTH = "The caller and the resource are in different accounts: both sides have to allow the call."
_EITHER = "In the same account, either side is enough."
_NO_POLICY_THERE = (
    "The resource is in another account and has no policy that lets callers in: call through "
    "a role there that the caller is allowed to assume."
)
_KEY_DECIDES = "IAM policies only work for this key if its key policy lets the account use them."
_SAID = "The policy you pasted says this already: the change helps only where that policy is not in force."
# Where the changes go for which a pasted policy of the type is the one to change.
_LAYERS = {
    "identity": ("identity",),
    "trust": ("trust",),
    "resource": ("resource", "key-policy", "repository-policy"),
}
_MOST = 3
_MOST_CAUTIONS = 2


def suggest(denial: Denial, around: str = "", allowed_by: str | None = None) -> tuple[Fix, ...]:
    """The smallest changes that help with *denial*, at most three, best first; empty when nothing can be
    said.

    *around* is the text that the message stands in: it may name what the message leaves out. *allowed_by* is
    the type of a pasted policy that allows the call already: changes elsewhere go before the one that it
    says.
    """
    return _suggested(_changes(denial, around), denial, allowed_by)


def _suggested(changes: Sequence[Change], denial: Denial, allowed_by: str | None) -> tuple[Fix, ...]:
    changes = [*changes[:_MOST]]
    if allowed_by:
        changes = [
            replace(each, cautions=(_SAID, *each.cautions)) if _is_said(each, denial, allowed_by) else each
            for each in changes
        ]
        changes.sort(key=lambda each: _is_said(each, denial, allowed_by))
    return tuple(_written(change, denial) for change in changes)


def suggest_for(
    call: Call, verdict: Verdict | None, pasted: Sequence[Examined], allowed_by: str | None = None
) -> tuple[Fix, ...]:
    """The same for a call that was compared with pasted policies: the first fix follows the verdict."""
    denial = call.denial
    if verdict is None:
        return suggest(denial, call.around, allowed_by)
    # They import lint and evaluation: an error without a policy doesn't wait for them.
    from . import following, for_others, limits, own_share

    if name := own_share.variable(call, verdict, pasted):
        changes = own_share.cautioned(_changes(denial, call.around), name, call)
        return _suggested(changes, denial, allowed_by)
    if says := for_others.sentence(call, verdict, pasted):
        return _suggested(for_others.cautioned(_changes(denial, call.around), says), denial, allowed_by)
    lacking = limits.lacking(call, verdict, pasted)
    head = following.first(call, verdict, pasted)
    if head is None:
        named = limits.named(denial, verdict, pasted)
        changes = following.of_pasted_kind(_changes(named, call.around), call, verdict, pasted)
        return _suggested(limits.cautioned(changes, lacking), denial, allowed_by)
    head = causes.beside(head, denial, call.around, call.caller)
    changes = [head, *following.rest(_changes(denial, call.around), head, verdict)]
    changes = limits.cautioned(changes, lacking)
    return tuple(_written(change, denial) for change in changes[:_MOST])


def suggest_together(calls: Sequence[Call]) -> Fix | None:
    """One change for all denials that an Allow helps, when there are several."""
    if len(calls) < 2:
        return None
    from .together import together

    change = together(calls, [_changes(call.denial, call.around) for call in calls])
    return _written(change, calls[0].denial) if change else None


def _is_said(change: Change, denial: Denial, allowed_by: str) -> bool:
    """Whether a pasted policy of the type that allows the denied call says all of the change."""
    alone = change.layer == "trust" or all(
        values(one["Action"]) == [denial.action] for one in change.statements
    )
    return alone and change.layer in _LAYERS[allowed_by]


def _changes(denial: Denial, around: str) -> list[Change]:
    """The changes, with the causes that the paste shows before them."""
    who = caller.read(denial, around)
    return causes.applied(_by_message(denial, around, who), denial, around, who)


def _by_message(denial: Denial, around: str, who: Caller) -> list[Change]:
    section = (denial.section or "").removeprefix(PREFIX)
    whole = is_whole(denial)
    if section == "not-access" or (section in _NO_FIX and not whole):
        return []
    if refused := hopeless.reason(denial, who, section, around):
        return [refused]
    # The rarer ways are imported where they are taken.
    action = (denial.action or "").lower()
    unnamed = action == "sts:assumerole" and who.kind == "unknown"
    if unnamed or action.startswith("sts:assumerolewith"):
        from . import trust_sentences

        return trust_sentences.assume_role(denial, around)
    if not whole:
        from . import sentences

        if section != "container-image" and (listed := listed_actions(around)):
            # "IAM user or service role": whoever calls, and no role that a service takes on.
            lacks = who if "IAM user" in around else caller.execution_role(denial, around)
            return [identity.change(need.of_listed(listed, denial, around), lacks)]
        if found := sentences.read(denial, section, around):
            return found
    if not whole and not (section in _ACTION_ALONE and codes.refuses(denial.error_code)):
        return []
    if not whole and section == "kms" and service(denial.action or "") != "kms":
        return []
    wanted = need.of_call(denial, around)
    return _by_layer(wanted, who, denial, around) if wanted else _without_action(denial)


def _without_action(denial: Denial) -> list[Change]:
    return [hopeless.organization(denial)] if denial.policy_type == "scp" else []


def _by_layer(wanted: Need, who: Caller, denial: Denial, around: str) -> list[Change]:
    kind = denial.policy_type
    if kind not in ("permissions-boundary", "session", "vpc-endpoint", "scp"):
        return _two_sides(wanted, who, denial, around)
    from . import guardrails

    if kind == "permissions-boundary":
        return [guardrails.boundary(wanted, who, denial)]
    if kind == "session":
        return [guardrails.session(wanted, who)]
    if kind == "vpc-endpoint":
        return [guardrails.endpoint(wanted, who, denial)]
    return [hopeless.organization(denial), guardrails.scp(wanted)]


def _two_sides(wanted: Need, who: Caller, denial: Denial, around: str) -> list[Change]:
    """The caller's side, the owner's, or both: across accounts each has to allow the call, inside one either
    does."""
    there = owners_side.change(wanted, who, denial, around)
    if who.kind == "anonymous" and not (denial.action or "").lower().startswith(("execute-api:", "lambda:")):
        return []  # a resource is not opened to everybody because a request was not signed
    if who.kind in ("service", "anonymous", "root", "linked"):
        return [there] if there else []
    foreign = inference.cross_account(denial)
    decides = service(wanted.actions[0]) in _SERVICES_WITH_LAST_WORD
    here = identity.change(wanted, who, also=_sides(foreign, there, denial, wanted))
    if denial.policy_type in ("resource-based", "trust") and there:
        return [there, here] if foreign or not decides or not denial.effect else [there]
    if there and foreign:
        return [here, there]
    if there and decides and denial.policy_type is None:
        return [there, here] if service(wanted.actions[0]) == "sts" else [here, there]
    return [here]


def _sides(foreign: bool, there: Change | None, denial: Denial, wanted: Need) -> tuple[str, ...]:
    if foreign:
        return (_BOTH if there else _NO_POLICY_THERE,)
    if service(wanted.actions[0]) == "kms":
        return (_KEY_DECIDES,)
    if denial.policy_type == "resource-based" and there:
        return (_EITHER,)
    if wanted.actions[0].startswith("s3:") and not (denial.principal or denial.policy_type):
        return (S3_SILENT,)
    return ()


def _written(change: Change, denial: Denial) -> Fix:
    texts = {name: text for name, write in writers().items() if (text := write(change))}
    notes = [note for name, noted in annotators().items() if name in texts for note in noted(change)]
    return Fix(
        kind=change.kind or ("add" if change.statements else "other"),
        layer=change.layer,
        title=legible(change.title),
        policy=change.policy,
        edit=change.edit,
        edited=change.edited,
        commands=texts,
        cautions=tuple(map(legible, _cautions(change, denial, notes))),
    )


def _cautions(change: Change, denial: Denial, notes: Sequence[str]) -> tuple[str, ...]:
    """At most two, each once: all that is to be filled in before the change can be used, its own, what its
    commands need, then what is true of every change."""
    mine = dict.fromkeys(change.cautions)
    to_fill_in = " ".join(each for each in mine if _TO_FILL_IN.search(each))
    own = [*([to_fill_in] if to_fill_in else []), *(each for each in mine if not _TO_FILL_IN.search(each))]
    if change.layer == "none" or change.kind:
        return tuple(own[:_MOST_CAUTIONS])
    which = (_ONE_TYPE,) if denial.policy_type else (_NO_TYPE,) if denial.principal else ()
    return (*own, *notes, *which, _SLOW)[:_MOST_CAUTIONS]


_TO_FILL_IN = lazy_regex(
    r"\bfill in\b|in the place of|in the commands|not signed|\bwrite (?:its|that|the caller)"
)
