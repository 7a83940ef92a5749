"""What was asked for and its answer: one question may have its error and its policies in several files."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..check import check
from ..guide import Guide
from ..policies.account import accounts
from ..report import Finding, Report, Severity
from ..text.paste import Paste

RANKS: tuple[Severity, ...] = ("error", "security", "warning", "suggestion")
"""The severities, the gravest first."""


@dataclass(frozen=True, slots=True)
class File:
    """A text with its name; the name is None for standard input."""

    text: str
    name: str | None = None


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
        return [self.texts[policy.text] for policy in self.report.policies]

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


def _is(finding: Finding, ignored: frozenset[str]) -> bool:
    return finding.code in ignored


def ask(
    files: list[File], guide: Guide, *, denial: int | None = None, policy_type: str | None = None
) -> list[Answer]:
    """An answer for each question: files with policies are compared with each file that holds a denial;
    without any, each is read by itself."""
    answers = [
        None
        if _is_account(file)
        else Answer(check(file.text, guide, policy_type=policy_type, chosen=denial), file)
        for file in files
    ]
    if not any(answer and answer.report.denials for answer in answers) or len(files) < 2:
        return [
            answer or Answer(check(file.text, guide, policy_type=policy_type, chosen=denial), file)
            for answer, file in zip(answers, files, strict=True)
        ]
    beside = tuple(
        file
        for answer, file in zip(answers, files, strict=True)
        if answer is None or (answer.report.policies and not answer.report.denials)
    )
    texts = [file.text for file in beside]
    shown = []
    for answer in answers:
        if answer and answer.report.denials and beside:
            report = check(answer.file.text, guide, policies=texts, policy_type=policy_type, chosen=denial)
            shown.append(Answer(report, answer.file, beside))
        elif answer and answer.file not in beside:
            shown.append(answer)
    return shown


def _is_account(file: File) -> bool:
    """Whether the file is an account and nothing else, which takes long to read as a whole and tells nothing of
    who was denied."""
    found = accounts(Paste(file.text).raw)
    return sum(end - start for start, end in found.spans) > len(file.text.strip()) - 2
