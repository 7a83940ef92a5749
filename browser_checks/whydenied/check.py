"""From a paste to a report: the one function behind the page, the command line and the build."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .advice import sections as routing
from .advice import wording
from .advice.fetch import policy_to_fetch
from .advice.sections import Situation
from .aws.data.managed_policies import REPLACED
from .call.layers import heard
from .call.names import own_names
from .errors import codes
from .errors.denials import read_denials
from .errors.repeated import merged, told_once
from .guide import Guide, Section
from .policies.documents import Broken, Document, documents, sole
from .policies.nodes import legible
from .report import Denial, Kind, Lead, Policy, Report
from .text import secrets
from .text.text import Text
from .text.undo import undo

if TYPE_CHECKING:
    from .advice import Fix
    from .lint.examine import Examined
    from .verdict.verdict import Verdict

_MANAGED = re.compile(r"\b(" + "|".join(REPLACED) + r")\b")
_MOST_POLICIES = 1_000
# Errors beyond these are not explained and not held against policies: a log of refusals asks about the first ones.
MOST_EXPLAINED = 20
_PROSE = {"key": "an access key stands in the paste", "managed": "a managed policy that AWS withdrew is named"}


def check(
    text: str,
    guide: Guide,
    *,
    policies: Sequence[str] = (),
    policy_type: str | None = None,
    types: Sequence[str | None] = (),
    context: Mapping[str, Any] | None = None,
    chosen: int | None = None,
) -> Report:
    """What AWS refused in *text*, what the policies in it say, and which section of *guide* answers it.

    *policies* are further pastes that hold policies. *policy_type* is what the reader says all policies are, *types* what each is, None for those
    that the checker is to find out. *context* holds condition keys of the request that the reader knows: a value, or a list of values. *chosen* is
    the number of the refusal, from 0, that changes, request and verdict are to be about: without it the first, and the first with a verdict.
    Never raises for any text: what is not understood is reported as unknown.
    """
    text = text.encode("utf-8", "replace").decode("utf-8") if _has_surrogates(text) else text
    seen = secrets.find(text)
    names_key = secrets.mentions_key(text)
    text = secrets.blotted(text, seen)
    raw = Text(text)
    found: list[Document]
    broken: list[Broken]
    denials: list[Denial] = []
    situations: list[Situation] = []
    if policy := sole(raw):
        # A paste that is a policy and nothing else has no message in it to look for.
        found, broken = [policy], []
    else:
        cleaned = undo(text)
        found, broken = documents(raw, lambda: cleaned)
        denials, situations = told_once(*read_denials(text, cleaned, found, guide))
    choices = [[*routing.choices(denial, situation)] for denial, situation in zip(denials, situations, strict=True)]
    led = [routing.leads(guide, iter(names)) for names in choices]
    denials = [
        replace(denial, section=to[0][0].id if to else None, form=_form(to, situation), names=own_names(denial, situation.around))
        for denial, situation, to in zip(denials, situations, led, strict=True)
    ]
    refusals, around = merged(denials, [situation.around for situation in situations])
    number = chosen if chosen is not None and 0 <= chosen < min(len(refusals), MOST_EXPLAINED) else None
    refusals[:MOST_EXPLAINED] = [_explained(denial, guide) for denial in refusals[:MOST_EXPLAINED]]
    said = [policy_type] * _MOST_POLICIES if policy_type else types
    pasted = _examined([(text, found, broken if not denials or found else []), *((paste, *_policies(paste)) for paste in policies)], said)
    shown = tuple(each.policy for each in pasted)

    leads = [*led]
    if any(name in text for name in REPLACED) and _MANAGED.search(text):
        leads.append(routing.leads(guide, iter([("admin-deprecation", _PROSE["managed"])])))
        if not denials:
            leads.reverse()
    leads += [routing.leads(guide, each.leads) for each in pasted]
    if names_key or seen:
        leads.append(routing.leads(guide, iter([("access-keys", _PROSE["key"])])))
    sections = _ranked(leads)
    held = _verdict(refusals, pasted, context, guide, number)
    allowed_by = _allowed_by(held, refusals[held.denial], pasted) if held else None
    if held and allowed_by:
        refusals[held.denial] = replace(refusals[held.denial], advice=tuple(wording.advice(refusals[held.denial], allowed_by)))
    about = refusals[number or 0] if refusals else None
    already = allowed_by if held and held.denial == (number or 0) else None
    suggested, *requests = _fixes(about, around[number or 0], already) if about else ((), None, None)
    return Report(
        kind=_kind(refusals, shown, found, bool(sections)),
        section=sections[0].id if sections else None,
        sections=sections,
        denials=tuple(refusals),
        policies=shown,
        secrets=seen,
        summary=_summary(refusals, shown, seen, sections),
        chosen=number or 0,
        verdict=held,
        fixes=suggested,
        request=requests[0],
        request_masked=requests[1],
        advice=(*(about.advice if about else ()), *((wording.secrets(seen),) if seen else ())),
        policy_to_fetch=policy_to_fetch(about) if about and not shown and _is_for_policies(about, suggested) else None,
        not_loaded=tuple(sorted(set().union(*(each.not_loaded for each in pasted)))),
        looked_for=None if sections or refusals or shown or seen else wording.LOOKED_FOR,
    )


def _examined(pastes: Sequence[tuple[str, list[Document], list[Broken]]], types: Sequence[str | None]) -> list[Examined]:
    """The policies of all pastes with what the rules say; *types* is what the reader says they are, in order."""
    pasted: list[Examined] = []
    for text, found, broken in pastes:
        if found or broken:
            # Imported where it is needed, here and below: a paste without policies need not wait for what only policies need.
            from .lint.examine import examined

            pasted += examined(text, found, broken, types[len(pasted) :])
    return pasted


def _policies(paste: str) -> tuple[list[Document], list[Broken]]:
    """The policies of a further paste."""
    raw = Text(paste)
    policy = sole(raw)
    return ([policy], []) if policy else documents(raw, lambda: undo(paste))


def _allowed_by(held: Verdict, denial: Denial, pasted: Sequence[Examined]) -> str | None:
    """The type of the pasted policy that would be the one to change, when it allows the refused call already."""
    if held.code != "already-allowed" or held.policy is None or denial.effect == "explicit":
        return None
    kind = pasted[held.policy].policy.type
    to_change = {None: kind, "identity-based": "identity", "resource-based": "resource", "trust": "trust"}.get(denial.policy_type)
    return kind if kind == to_change and kind in ("identity", "resource", "trust") else None


def _fixes(denial: Denial, around: str, allowed_by: str | None) -> tuple[tuple[Fix, ...], str | None, str | None]:
    """The changes that help, and the first one as a request to the administrator, with account ids and without."""
    from .advice import suggest
    from .advice.request import request

    fixes = suggest(denial, around, allowed_by)
    if not fixes:
        return (), None, None
    return fixes, request(denial, fixes[0], mask_accounts=False), request(denial, fixes[0], mask_accounts=True)


def _form(led: Sequence[tuple[Section, str]], situation: Situation) -> str | None:
    """The form that led to the first section, when one did."""
    return situation.form.text if situation.form and led and situation.form.section == led[0][0].id else None


def _is_for_policies(denial: Denial, fixes: Sequence[Fix]) -> bool:
    """Whether policies decided: not where the message names neither caller nor reason and no policy helps, as with an expired token."""
    if denial.principal or denial.effect or denial.policy_type or denial.encoded_message:
        return True
    return codes.refuses(denial.error_code) and all(fix.layer != "none" for fix in fixes)


def _explained(denial: Denial, guide: Guide) -> Denial:
    """A refusal with what a person is told of it."""
    section = guide.find(denial.section) if denial.section else None
    # An action that only the operation tells was refused if the code says so; any other code means another fault.
    bare = not denial.principal and (not denial.action or not codes.refuses(denial.error_code))
    summary = f"The guide knows this message: {section.title}." if section and bare else wording.denial(denial)
    path = routing.linked(guide, heard(denial), denial) if denial.policy_type else ()
    return replace(denial, summary=summary, advice=tuple(wording.advice(denial)), path=path)


def _verdict(
    denials: Sequence[Denial], pasted: Sequence[Examined], context: Mapping[str, Any] | None, guide: Guide, chosen: int | None
) -> Verdict | None:
    """What the chosen error and the policies say of each other; with none chosen, the first of which something can be told."""
    if not pasted or not denials:
        return None
    from .verdict.verdict import verdict

    policies = [each.document.data if each.document else None for each in pasted]
    types = [each.policy.type for each in pasted]
    found = None
    for number in range(min(len(denials), MOST_EXPLAINED)) if chosen is None else (chosen,):
        denial = denials[number]
        given = verdict(denial, policies, types, context=context)
        if given and (found is None or given.code != "cannot-tell"):
            path = tuple(replace(layer, why=legible(layer.why)) for layer in routing.linked(guide, given.path, denial))
            found = replace(given, denial=number, why=legible(given.why), path=path)
            if given.code != "cannot-tell":
                break
    return found


def _has_surrogates(text: str) -> bool:
    return bool(_SURROGATE.search(text))


_SURROGATE = re.compile("[\ud800-\udfff]")


def _ranked(led: Sequence[Sequence[tuple[Section, str]]]) -> tuple[Lead, ...]:
    """First the best section of each denial, then everybody's further ones; each section once."""
    ranked: dict[str, Lead] = {}
    for depth in range(max(map(len, led), default=0)):
        for choices in led:
            if depth < len(choices) and choices[depth][0].id not in ranked:
                section, why = choices[depth]
                score = round(max(0.1, 1.0 - 0.2 * depth - 0.05 * len(ranked)), 2)
                ranked[section.id] = Lead(section.id, section.title, section.url, score, why)
    return tuple(ranked.values())


def _kind(denials: Sequence[Denial], policies: Sequence[Policy], found: Sequence[Document], led: bool) -> Kind:
    if denials and any("eventSource" in document.data or "Records" in document.data for document in found):
        return "cloudtrail"
    if denials:
        return "error+policy" if policies else "error"
    if policies:
        return "policy"
    return "error" if led else "nothing"


def _summary(denials: Sequence[Denial], policies: tuple[Policy, ...], seen: tuple[object, ...], sections: Sequence[Lead]) -> str:
    if denials:
        return denials[0].summary
    if policies and policies[0].type is None:
        return policies[0].findings[0].message
    if policies:
        return wording.policies(policies)
    if sections:
        why = sections[0].why
        return f"{why[0].upper()}{why[1:]}."
    return ""
