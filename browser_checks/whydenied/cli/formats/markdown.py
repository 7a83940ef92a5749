"""The report as Markdown, to be sent to a colleague."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ...report import Denial, Finding, Report
from ..question import Answer
from .shown import code, fenced, prose
from .text import LABELS


def render(answers: Sequence[Answer]) -> str:
    """The answers one below the other. What was pasted stands in code, so that none of it is more than
    text."""
    return "\n\n".join(_one(answer.report, answer.file.name) for answer in answers)


def _one(report: Report, file: str | None) -> str:
    """A heading, a table a denial, the steps, the section."""
    lines = [
        f"## {code(file) if file else 'Access check'}",
        "",
        prose(report.summary or report.looked_for or "Nothing was found."),
        "",
    ]
    if report.verdict:
        lines += [f"**The policy:** {prose(report.verdict.why)}", ""]
    several = len(report.denials) > 1
    for number, denial in enumerate(report.denials, 1):
        lines += [
            *([f"**{number}.** {prose(denial.summary)}", ""] if several and denial.summary else []),
            *_table(denial),
            "",
            *(f"- {prose(sentence)}" for sentence in denial.why),
            "",
        ]
    if report.advice:
        lines += [
            f"**What to do{f' about denial {report.chosen + 1}' if several else ''}**",
            "",
            *(f"{n}. {prose(step)}" for n, step in enumerate(report.advice, 1)),
            "",
        ]
    for fix in report.fixes[:1]:
        lines += [f"**Fix:** {prose(fix.title)}", ""]
        if fix.policy:
            lines += [*fenced(json.dumps(fix.policy, indent=2, ensure_ascii=False), "json"), ""]
        lines += [*(f"- {prose(caution)}" for caution in fix.cautions), ""]
    for policy in report.policies:
        lines += [_finding(finding) for finding in policy.findings] + [""]
    if section := report.answering:
        lines.append(f"Read on: [{section.title}]({section.url})")
    return "\n".join(lines).rstrip()


def _table(denial: Denial) -> list[str]:
    rows = [
        f"| {label} | {code(value, cell=True)} |"
        for name, label in LABELS
        if (value := getattr(denial, name))
    ]
    return ["| what | value |", "|---|---|", *rows]


def _finding(finding: Finding) -> str:
    place = f" (line {finding.line})" if finding.line else ""
    return f"- **{finding.severity}** {code(finding.code)}{place}: {prose(finding.message)}"
