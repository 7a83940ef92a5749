"""The pastes that the widget offers to try: the guide's own samples, one of a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from whydenied import Guide, check
from whydenied.report import Report

LONGEST = 600
"""Characters of a paste to try: it is part of every page that has a widget."""
LOOKED_AT = 120
"""Samples that are looked at, in the order of the guide: those that speak of a policy, or are one."""


def _is_missing_permission(report: Report) -> bool:
    denial = report.denials[0] if len(report.denials) == 1 else None
    return bool(
        denial
        and denial.effect == "implicit"
        and denial.policy_type == "identity-based"
        and not report.policies
    )


def _is_guard_rail(report: Report) -> bool:
    denial = report.denials[0] if len(report.denials) == 1 else None
    return bool(denial and denial.effect == "explicit" and denial.policy_type in ("scp", "rcp"))


def _is_policy(report: Report) -> bool:
    return report.kind == "policy" and any(
        finding.severity == "error" for policy in report.policies for finding in policy.findings
    )


KINDS: Mapping[str, Callable[[Report], bool]] = {
    "permission": _is_missing_permission,
    "guard-rail": _is_guard_rail,
    "policy": _is_policy,
}
"""What there is to try, by the name of its text ``chip.…``."""


def chips(guide: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A kind and a paste for each kind that this guide has a sample of, in the order of :data:`KINDS`."""
    read = Guide.from_json(guide) if guide.get("sections") else Guide.empty()
    found: dict[str, str] = {}
    samples = (sample for section in read.sections for sample in section.samples)
    likely = (
        sample
        for sample in samples
        if len(sample) <= LONGEST and ("policy" in sample or "Statement" in sample)
    )
    for sample in islice(likely, LOOKED_AT):
        report = check(sample, read)
        kind = next((name for name, fits in KINDS.items() if name not in found and fits(report)), None)
        if kind:
            found[kind] = sample
        if len(found) == len(KINDS):
            break
    return [(kind, found[kind]) for kind in KINDS if kind in found]
