"""The report for a person at a terminal: what happened, why, what to do, where to read on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import fill

from ...advice import Fix
from ...report import Denial, Report

# What a person calls the slots, in the order they are shown.
LABELS = (
    ("principal", "who"),
    ("action", "action"),
    ("resource", "resource"),
    ("effect", "deny"),
    ("policy_type", "by policy"),
    ("policy_arn", "policy"),
    ("error_code", "error code"),
    ("operation", "call"),
    ("client", "printed by"),
    ("request_id", "request id"),
)


def render(report: Report, _paste: str, file: str | None) -> str:
    """Plain text, wrapped at 100 columns."""
    lines = [f"{file}:"] if file else []
    several = len(report.denials) > 1
    summary = f"{len(report.denials)} different refusals were found." if several else report.summary
    lines.append(fill(summary or report.looked_for or "Nothing was found.", 100))
    if report.verdict:
        lines += ["", fill(f"The policy you pasted: {report.verdict.why}", 100)]
    for number, denial in enumerate(report.denials, 1):
        lines += ["", *([fill(f"{number}. {denial.summary}", 100)] if several and denial.summary else []), *_slots(denial)]
        lines += [fill(sentence, 100, initial_indent="  why  ", subsequent_indent="       ") for sentence in denial.why]
    if report.advice:
        which = f" about refusal {report.chosen + 1} (--denial N for another)" if several else ""
        lines += ["", f"What to do{which}:"]
        lines += [fill(step, 100, initial_indent=f"  {n}. ", subsequent_indent="     ") for n, step in enumerate(report.advice, 1)]
    if report.fixes:
        lines += ["", *_fix(report.fixes[0])]
    lines += _findings(report)
    if section := report.answering:
        lines += ["", f"Read on: {section.title}", f"         {section.url}"]
    return "\n".join(lines)


def _findings(report: Report) -> Iterator[str]:
    """What is to be said of the policies beside the refusal, where each thing stands first."""
    for policy in report.policies:
        for finding in policy.findings:
            place = f"line {finding.line}, column {finding.column}: " if finding.line else ""
            yield ""
            yield fill(f"{place}{finding.severity} {finding.code}", 100, initial_indent="  ")
            yield fill(finding.message, 100, initial_indent="    ", subsequent_indent="    ")
            if finding.suggestion:
                yield fill(f"instead: {finding.suggestion}", 100, initial_indent="    ", subsequent_indent="    ")


def _fix(fix: Fix) -> list[str]:
    """The smallest change that helps: what it is, the policy, the command, and what to mind."""
    lines = [fill(f"{fix.title}.", 100)]
    if fix.policy:
        lines += [f"    {line}" for line in json.dumps(fix.policy, indent=2, ensure_ascii=False).splitlines()]
    if command := fix.commands.get("aws-cli"):
        lines += ["", *(f"    {line}" for line in command.splitlines())]
    return [*lines, *(fill(caution, 100, initial_indent="  mind ", subsequent_indent="       ") for caution in fix.cautions)]


def _slots(denial: Denial) -> list[str]:
    times = [f"  {'times':<11}{denial.count}"] if denial.count > 1 else []
    return [f"  {label:<11}{value}" for name, label in LABELS if (value := getattr(denial, name))] + times
