"""What was asked for and its answer: one question may have its error and its policies in several files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from ..check import check
from ..guide import Guide
from ..policies.account import accounts
from ..policies.document import Beside
from ..report import Finding, Report
from ..report.words import Severity
from ..text.paste import Paste
from ..values import dataclass

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
        return [self.texts[policy.text] for policy in self.report.policies]

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


def search(
    file: File, guide: Guide, policy_type: str | None = None, beside: Beside | None = None
) -> Answer | None:
    """The answer on the policies of a file, None when it has none. A denial in it, such as the example of a
    README, is not asked about. *beside* is what the other files of its folder hold."""
    report = check("", guide, policies=[file.text], policy_type=policy_type, beside=beside)
    return Answer(report, file, (file,), of_search=True) if report.policies else None


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
