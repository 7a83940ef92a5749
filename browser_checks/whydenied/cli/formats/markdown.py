"""The report as Markdown, to be sent to a colleague."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ...advice.wording import without_commands
from ...report import Denial, Finding
from ..question import Answer, tally
from .listing import place
from .shown import code, fenced, prose
from .text import LABELS, NEXT


def render(answers: Sequence[Answer]) -> str:
    """The answers one below the other; of files that were searched one list of findings. What was pasted
    stands in code, so that none of it is more than text."""
    asked, searched = (
        [each for each in answers if not each.of_search],
        [each for each in answers if each.of_search],
    )
    parts = [_one(answer) for answer in asked]
    if searched or not asked:
        listed = [
            f"- {code(place(file, finding))} {_finding(finding, answer.pages.get(finding.code), False)}"
            for answer in searched
            for file, finding in answer.findings
        ]
        parts.append("\n".join(["## Policies", "", tally(searched), "", *listed]).rstrip())
    return "\n\n".join(parts)


def _one(answer: Answer) -> str:
    """A heading, a table a denial, the steps, the section."""
    report = answer.report
    lines = [
        f"## {code(answer.file.name) if answer.file.name else 'Access check'}",
        "",
        prose(report.summary or report.looked_for or "Nothing was found."),
        "",
    ]
    if report.verdict:
        same = report.verdict.denial == report.chosen
        which = "" if same else f", about denial {report.verdict.denial + 1}"
        lines += [f"**The policy{which}:** {prose(report.verdict.why)}", ""]
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
        lines += [*(f"- {prose(caution)}" for caution in without_commands(fix)), ""]
    for policy in report.policies:
        lines += [f"- {_finding(finding, answer.pages.get(finding.code))}" for finding in policy.findings] + [
            ""
        ]
    if report.perhaps:
        lines += ["**To know more, paste one of these**", "", *(f"- {prose(line)}" for line in NEXT), ""]
        lines += ["**Perhaps**", "", *(f"- [{each.title}]({each.url})" for each in report.perhaps)]
    elif section := report.answering:
        lines.append(f"Read on: [{section.title}]({section.url})")
    return "\n".join(lines).rstrip()


def _table(denial: Denial) -> list[str]:
    rows = [
        f"| {label} | {code(value, cell=True)} |"
        for name, label in LABELS
        if (value := getattr(denial, name))
    ]
    return ["| what | value |", "|---|---|", *rows]


def _finding(finding: Finding, page: str | None, placed: bool = True) -> str:
    at = f" (line {finding.line})" if finding.line and placed else ""
    name = f"[{code(finding.code)}]({page})" if page else code(finding.code)
    return f"**{finding.severity}** {name}{at}: {prose(finding.message)}"
