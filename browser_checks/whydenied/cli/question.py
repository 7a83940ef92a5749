"""What was asked for and its answer: one question may have its error and its policies in several files."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..check import check
from ..guide import Guide
from ..policies.documents import documents
from ..report import Finding, Report, Severity
from ..text.paste import Paste

RANKS: tuple[Severity, ...] = ("error", "security", "warning", "suggestion")
"""The severities, the gravest first."""


@dataclass(frozen=True, slots=True)
class File:
    """A text with its name; the name is None for standard input."""

    text: str
    name: str | None = None
    raw: str | None = None
    """The text as it was, where its line ends are others than those of *text*."""
    lines: int = 0
    """The lines before it, where it is a part of a large file."""
    chars: int = 0
    """The characters before it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The report on a file, with the policies of others held beside it."""

    report: Report
    file: File
    policies: tuple[File, ...] = ()

    @property
    def texts(self) -> tuple[File, ...]:
        """The file and those with its policies, in the order of the report's policies."""
        return (self.file, *self.policies)

    @property
    def of_policies(self) -> list[File]:
        """The file of each policy of the report, in order."""
        if not self.policies:
            return [self.file] * len(self.report.policies)
        counted = [file for file in self.policies for each in _documents(file)]
        return [*[self.file] * (len(self.report.policies) - len(counted)), *counted]

    @property
    def gravest(self) -> Severity | None:
        """How grave the gravest thing in the report is: a denial is an error."""
        found = {finding.severity for policy in self.report.policies for finding in policy.findings}
        if self.report.denials or (self.report.section and not self.report.policies):
            found.add("error")
        return next((severity for severity in RANKS if severity in found), None)

    def without(self, ignored: frozenset[str]) -> Answer:
        """The answer without the findings whose codes are ignored."""
        policies = tuple(
            replace(policy, findings=tuple(each for each in policy.findings if not _is(each, ignored)))
            for policy in self.report.policies
        )
        return replace(self, report=replace(self.report, policies=policies)) if ignored else self


def _documents(file: File) -> list[object]:
    """What a further file adds to the policies of a report."""
    found, broken = documents(Paste.of(file.text))
    return [*(document for document in found if document.is_policy), *broken]


def _is(finding: Finding, ignored: frozenset[str]) -> bool:
    return finding.code in ignored


def ask(
    files: list[File], guide: Guide, *, denial: int | None = None, policy_type: str | None = None
) -> list[Answer]:
    """An answer for each question: files with policies are compared with each file that holds a denial;
    without any, each is read by itself."""
    reports = [check(file.text, guide, policy_type=policy_type, chosen=denial) for file in files]
    errors = [number for number, report in enumerate(reports) if report.denials]
    others = [number for number, report in enumerate(reports) if report.policies and number not in errors]
    if not errors or not others:
        return [Answer(report, file) for report, file in zip(reports, files, strict=True)]
    beside = tuple(files[number] for number in others)
    answers = []
    for number in range(len(files)):
        if number in errors:
            report = check(
                files[number].text,
                guide,
                policies=[file.text for file in beside],
                policy_type=policy_type,
                chosen=denial,
            )
            answers.append(Answer(report, files[number], beside))
        elif number not in others:
            answers.append(Answer(reports[number], files[number]))
    return answers
