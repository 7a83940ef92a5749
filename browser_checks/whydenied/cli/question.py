"""What was asked for and its answer: one question may have its error and its policies in several files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Answer:
    """The report on a file, with the policies of others held beside it."""

    report: Report
    file: File
    policies: tuple[File, ...] = ()
    of_search: bool = False
    """Whether the file was searched for policies: one of many, of which only findings are of interest."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """The page of the house that explains a code, by the code."""

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
    def findings(self) -> list[tuple[File, Finding]]:
        """Every finding with the file that holds its policy."""
        pairs = zip(self.report.policies, self.of_policies, strict=True)
        return [(file, finding) for policy, file in pairs for finding in policy.findings]

    @property
    def gravest(self) -> Severity | None:
        """How grave the gravest thing in the report is: a denial is an error."""
        found = {finding.severity for policy in self.report.policies for finding in policy.findings}
        if self.report.denials or (self.report.section and not self.report.policies):
            found.add("error")
        return next((severity for severity in RANKS if severity in found), None)


def _documents(file: File) -> list[object]:
    """What a further file adds to the policies of a report."""
    found, broken = documents(Paste(file.text))
    return [*(document for document in found if document.is_policy), *broken]


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


def search(file: File, guide: Guide, policy_type: str | None = None) -> Answer | None:
    """The answer on the policies of a file, None when it has none. A denial in it, such as the example of a
    README, is not asked about."""
    report = check("", guide, policies=[file.text], policy_type=policy_type)
    return Answer(report, file, of_search=True) if report.policies else None


def tally(answers: Sequence[Answer]) -> str:
    """How many policies the searched files hold, and how many findings of each severity."""
    searched = [each for each in answers if each.of_search]
    if not searched:
        return "No policy was found."
    policies = sum(len(each.report.policies) for each in searched)
    severities = [finding.severity for each in searched for _, finding in each.findings]
    counts = ", ".join(
        counted(severities.count(rank), f"{rank} finding" if rank == "security" else rank)
        for rank in RANKS
        if rank in severities
    )
    what = "policy" if policies == 1 else "policies"
    return f"{policies:,} {what} in {counted(len(searched), 'file')}: {counts or 'no findings'}."


def counted(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
