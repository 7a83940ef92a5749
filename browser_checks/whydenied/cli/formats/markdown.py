"""The report as Markdown, to be sent to a colleague."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ...report import Denial, Finding, Report
from ..question import Answer
from .text import LABELS


def render(answers: Sequence[Answer]) -> str:
    """The answers one below the other."""
    return "\n\n".join(_one(answer.report, answer.file.name) for answer in answers)


def _one(report: Report, file: str | None) -> str:
    """A heading, a table a denial, the steps, the section."""
    lines = [
        f"## {file or 'Access check'}",
        "",
        report.summary or report.looked_for or "Nothing was found.",
        "",
    ]
    if report.verdict:
        lines += [f"**The policy:** {report.verdict.why}", ""]
    several = len(report.denials) > 1
    for number, denial in enumerate(report.denials, 1):
        lines += [
            *([f"**{number}.** {denial.summary}", ""] if several and denial.summary else []),
            *_table(denial),
            "",
            *(f"- {sentence}" for sentence in denial.why),
            "",
        ]
    if report.advice:
        lines += [
            f"**What to do{f' about denial {report.chosen + 1}' if several else ''}**",
            "",
            *(f"{n}. {step}" for n, step in enumerate(report.advice, 1)),
            "",
        ]
    for fix in report.fixes[:1]:
        lines += [f"**{fix.title}**", ""]
        if fix.policy:
            lines += ["```json", json.dumps(fix.policy, indent=2, ensure_ascii=False), "```", ""]
        lines += [*(f"- {caution}" for caution in fix.cautions), ""]
    for policy in report.policies:
        lines += [_finding(finding) for finding in policy.findings] + [""]
    if section := report.answering:
        lines.append(f"Read on: [{section.title}]({section.url})")
    return "\n".join(lines).rstrip()


def _table(denial: Denial) -> list[str]:
    rows = [f"| {label} | {_code(value)} |" for name, label in LABELS if (value := getattr(denial, name))]
    return ["| what | value |", "|---|---|", *rows]


def _finding(finding: Finding) -> str:
    place = f" (line {finding.line})" if finding.line else ""
    return f"- **{finding.severity}** {_code(finding.code)}{place}: {finding.message}"


def _code(value: str) -> str:
    return "`" + value.replace("`", "'").replace("|", "\\|").replace("\n", " ") + "`"
