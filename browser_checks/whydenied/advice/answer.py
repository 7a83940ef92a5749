"""The report: everything that was read, explained and judged, with the changes that help and the sections
that answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..aws.data import iam
from ..aws.data.managed_policies import REPLACED
from ..aws.kinds import PolicyType
from ..call.actions import service
from ..call.call import Call
from ..call.sentences import whole
from ..errors import codes
from ..errors.read import Found
from ..errors.reading import Reading
from ..guide import Guide, Section
from ..report import SURE, Denial, Fix, Lead, Policy, Report, Secret, Verdict
from ..report.words import Kind, SecretKind
from ..text.credentials import contains
from ..text.paste import Paste
from ..text.regex import lazy_regex
from . import sections, wording
from .explain import Case, gist_of
from .fetch import policy_to_fetch

if TYPE_CHECKING:
    from ..lint.examine import Examined

# Secrets that are no credentials of AWS, so that its section about them does not help.
_ELSEWHERE: frozenset[SecretKind] = frozenset({"service-token", "password"})
_WITHDRAWN = tuple(REPLACED)
_MANAGED = lazy_regex(r"\b(" + "|".join(REPLACED) + r")\b")


def answer(
    paste: Paste,
    found: Found,
    case: Case,
    pasted: Sequence[Examined],
    verdict: Verdict | None,
    guide: Guide,
    hidden: tuple[Secret, ...],
) -> Report:
    """The report on a paste; *hidden* are the secrets of all pastes."""
    policies = tuple(_quiet(each, number, verdict, case) for number, each in enumerate(pasted))
    led = _ranked(_leads(paste, case, pasted, guide, hidden), case)
    fixes: tuple[Fix, ...] = ()
    asked = masked = None
    if case.readings:
        case, verdict, allowed_by = _with_verdict(case, verdict, pasted, guide)
        mine = verdict if verdict and verdict.denial == (case.chosen or 0) else None
        if case.call:
            fixes, asked, masked = _fixes(case.call, mine, pasted, allowed_by)
        case = _with_steps(case, fixes, guide)
    about = case.about
    denials = tuple(reading.denial for reading in case.readings)
    return Report(
        kind=_kind(denials, policies, found, bool(led)),
        section=led[0].id if led else None,
        sections=led,
        denials=denials,
        policies=policies,
        secrets=hidden,
        summary=_summary(denials, policies, led),
        chosen=case.chosen or 0,
        verdict=verdict,
        fixes=fixes,
        together=_together(case),
        request=asked,
        request_masked=masked,
        advice=(*_steps(about, fixes), *((wording.secrets(hidden),) if hidden else ())),
        policy_to_fetch=policy_to_fetch(about.denial)
        if about and not policies and _is_for_policies(about.denial, fixes)
        else None,
        not_loaded=tuple(sorted(_not_loaded(case).union(*[each.not_loaded for each in pasted]))),
        looked_for=None if led or denials or policies or hidden else wording.LOOKED_FOR,
    )


def _not_loaded(case: Case) -> set[str]:
    """The services of actions of which only the data tells the resource, or whether there are such, and whose data is
    not here."""
    if not case.calls:
        return set()
    denials = [call.denial for call in case.calls]
    asked = {service(each.action.lower()) for each in denials if each.action and not each.resource}
    asked |= {service(need.action.lower()) for each in denials for need in each.needs if not need.resource}
    return {prefix for prefix in asked if iam.exists(prefix) and not iam.loaded(prefix)}


def _leads(
    paste: Paste, case: Case, pasted: Sequence[Examined], guide: Guide, hidden: tuple[Secret, ...]
) -> list[list[tuple[Section, str]]]:
    """The sections of everything in the paste, the denials' first."""
    led = [*case.leads]
    if contains(paste.text, _WITHDRAWN) and _MANAGED.search(paste.text):
        led.append(
            sections.leads(guide, [("admin-deprecation", "a managed policy that AWS withdrew is named")])
        )
        if not case.readings:
            led.reverse()
    if pasted and guide.sections:
        from .policy_sections import of_policy

        led += [sections.leads(guide, of_policy(each)) for each in pasted]
    if paste.mentions_key or any(secret.kind not in _ELSEWHERE for secret in hidden):
        led.append(sections.leads(guide, [("access-keys", "an access key stands in the paste")]))
    return led


def _with_verdict(
    case: Case, verdict: Verdict | None, pasted: Sequence[Examined], guide: Guide
) -> tuple[Case, Verdict | None, PolicyType | None]:
    """The case as the verdict changes it, the verdict with its sections, and the type of a pasted policy that
    allows the chosen call."""
    if verdict is None:
        return case, None, None
    from ..verdict.judge import allowed_by

    denial = case.readings[verdict.denial].denial
    allowing = allowed_by(verdict, denial, pasted)
    verdict = replace(verdict, path=sections.linked(guide, verdict.path, denial))
    if allowing:
        case = case.with_denial(
            verdict.denial, replace(denial, advice=tuple(wording.advice(denial, allowing)))
        )
    return case, verdict, allowing if verdict.denial == (case.chosen or 0) else None


def _fixes(
    call: Call, verdict: Verdict | None, pasted: Sequence[Examined], allowed_by: PolicyType | None
) -> tuple[tuple[Fix, ...], str | None, str | None]:
    """The changes that help, and the first one as a request to the administrator, with account ids and
    without."""
    from .request import request, without_accounts
    from .suggest import suggest_for

    fixes = suggest_for(call, verdict, pasted, allowed_by)
    if not fixes:
        return (), None, None
    asked = request(call.denial, fixes[0])
    return fixes, asked, without_accounts(asked)


def _with_steps(case: Case, fixes: Sequence[Fix], guide: Guide) -> Case:
    """The case with what to do about the chosen denial: where no policy is to be changed, what its section says
    comes first; nobody has to find a Deny that is found, or an Allow that doesn't help."""
    if case.about is None:
        return case
    denial = case.about.denial
    steps = denial.advice
    if not fixes and denial.principal is None and (gist := gist_of(case.about, guide)):
        steps = (gist.fix, *steps)
    if fixes and fixes[0].kind == "change-deny" and fixes[0].edited is not None:
        steps = tuple(each for each in steps if not each.startswith(wording.FIND_DENY))
    if fixes and all(each.layer == "none" for each in fixes):
        steps = wording.without_allowing(steps)
    return case.with_denial(case.chosen or 0, replace(denial, advice=steps))


def _steps(about: Reading | None, fixes: Sequence[Fix]) -> tuple[str, ...]:
    """What to do first: what the message says, unless a condition is to be met, which an Allow elsewhere
    would only evade."""
    if about and fixes and fixes[0].kind == "meet-condition":
        return (f"{fixes[0].title}.",)
    return about.denial.advice if about else ()


def _together(case: Case) -> Fix | None:
    if len(case.calls) < 2:
        return None
    from .suggest import suggest_together

    return suggest_together(case.calls)


def _quiet(examined: Examined, number: int, verdict: Verdict | None, case: Case) -> Policy:
    """Beside a denial only the findings that have to do with it: what makes AWS reject the policy, and those
    of the verdict's statement; in a whole account only those."""
    policy = examined.policy
    if case.call is None or (case.call.section == "policy-validation" and not whole(case.call.denial)):
        return policy
    about = verdict.statement if verdict and verdict.policy == number else None
    of_account = examined.document is not None and examined.document.assigned is not None
    kept = tuple(
        each
        for each in policy.findings
        if (each.severity == "error" and not of_account)
        or (each.severity != "suggestion" and about is not None and each.statement == about)
    )
    return replace(policy, findings=kept)


def _is_for_policies(denial: Denial, fixes: Sequence[Fix]) -> bool:
    """Whether policies decided: not where the message names neither caller nor reason and no policy helps, as
    with an expired token."""
    if denial.principal or denial.effect or denial.policy_type or denial.encoded_message:
        return True
    return codes.refuses(denial.error_code) and all(fix.layer != "none" for fix in fixes)


def _unsure(case: Case) -> set[str | None]:
    """The sections that only denials lead to of which nothing is known."""
    bare, told = (
        {each.denial.section for each in case.readings if each.is_bare is unknown}
        for unknown in (True, False)
    )
    return bare - told


def _ranked(led: Sequence[Sequence[tuple[Section, str]]], case: Case) -> tuple[Lead, ...]:
    """First the best section of each denial, then everybody's further ones; each section once."""
    if not any(led):
        return ()
    unsure = _unsure(case)
    ranked: dict[str, Lead] = {}
    for depth in range(max(map(len, led), default=0)):
        for choices in led:
            if depth < len(choices) and choices[depth][0].id not in ranked:
                section, why = choices[depth]
                # What follows a denial's unsure section is no surer.
                sure = SURE - 0.05 if choices[0][0].id in unsure else 1.0
                score = round(max(0.1, sure - 0.2 * depth - 0.05 * len(ranked)), 2)
                ranked[section.id] = Lead(section.id, section.title, section.url, score, why)
    return tuple(ranked.values())


def _kind(denials: Sequence[Denial], policies: Sequence[Policy], found: Found, led: bool) -> Kind:
    if denials and any(
        "eventSource" in document.data or "Records" in document.data for document in found.documents
    ):
        return "cloudtrail"
    if denials:
        return "error+policy" if policies else "error"
    if policies:
        return "policy"
    return "error" if led else "nothing"


def _summary(denials: Sequence[Denial], policies: tuple[Policy, ...], led: Sequence[Lead]) -> str:
    if denials:
        return denials[0].summary
    if policies and policies[0].type is None:
        return policies[0].findings[0].message
    if policies:
        return wording.policies(policies)
    if led:
        why = led[0].why
        return f"{why[0].upper()}{why[1:]}."
    return ""
