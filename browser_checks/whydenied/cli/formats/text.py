"""The answer for a person at a terminal, short enough for a screen: what happened, the verdict, the fix as a
change of lines, what to do, the section."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ...advice.wording import without_commands
from ...lint.edits import apply
from ...report import Denial, Finding, Fix, Report
from ...text.paste import Paste
from ..question import RANKS, Answer, tally
from .listing import listing
from .shown import visible
from .wrapping import wrapped

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
_MOST_FINDINGS = 5
_MOST_DENIALS = 6
_MOST_STEPS = 3


def render(answers: Sequence[Answer]) -> str:
    """Plain text, wrapped at 100 columns; only what is needed to go on. Of files that were searched the
    findings are listed."""
    asked, searched = (
        [each for each in answers if not each.of_search],
        [each for each in answers if each.of_search],
    )
    parts = [_named(answer, len(answers) > 1, "\n".join(_short(answer))) for answer in asked]
    if searched or not asked:
        parts.append("\n".join([*listing(searched), tally(searched)]))
    return visible("\n\n".join(parts))


def render_whole(answers: Sequence[Answer]) -> str:
    """The same with all that the report tells."""
    return visible(
        "\n\n".join(
            _named(answer, True, "\n".join([*_short(answer, whole=True), *_rest(answer)]))
            for answer in answers
        )
    )


def _named(answer: Answer, several: bool, text: str) -> str:
    return f"{answer.file.name}:\n{text}" if several and answer.file.name else text


def _short(answer: Answer, *, whole: bool = False) -> Iterator[str]:
    report = answer.report
    yield from _happened(report, whole)
    if report.verdict:
        yield ""
        number = report.verdict.denial + 1
        other = (
            "" if report.verdict.denial == report.chosen else f", about denial {number} (--denial {number})"
        )
        yield wrapped(f"Your policy{other}: {report.verdict.why}")
    if report.fixes:
        yield ""
        yield from _fix(answer, report.fixes[0], whole)
    if report.together:
        yield wrapped(
            f"{report.together.title}{'' if whole else ' (--verbose prints it)'}.", "  or ", "     "
        )
    steps = report.advice if whole else report.advice[:_MOST_STEPS]
    if steps and not (
        report.fixes and report.fixes[0].kind in ("edit", "put-in-force", "meet-condition") and not whole
    ):
        which = (
            f" about denial {report.chosen + 1} (--denial N for another)" if len(report.denials) > 1 else ""
        )
        yield ""
        yield f"What to do{which}:"
        yield from (wrapped(step, f"  {number}. ", "     ") for number, step in enumerate(steps, 1))
    yield from _findings(answer, whole)
    if report.perhaps:
        yield from _nearest(report)
    elif section := report.answering:
        yield ""
        yield f"Read on: {section.title}"
        yield f"         {section.url}"


# What to paste where a message says too little; the page says the same in its own words.
NEXT = (
    "the whole message, with the lines around it",
    "the output of the same command with more detail: --debug for the AWS CLI, TF_LOG=debug for Terraform",
    "the CloudTrail event of the call, which aws cloudtrail lookup-events finds within 15 minutes",
)


def _nearest(report: Report) -> Iterator[str]:
    """What to paste next, and the sections that may help."""
    yield ""
    yield "To know more, paste one of these:"
    yield from (wrapped(line, "  - ", "    ") for line in NEXT)
    yield ""
    yield "Perhaps:"
    for section in report.perhaps:
        yield f"  {section.title}"
        yield f"    {section.url}"


def _happened(report: Report, whole: bool) -> Iterator[str]:
    if len(report.denials) < 2:
        yield wrapped(report.summary or report.looked_for or "Nothing was found.")
        return
    yield f"{len(report.denials)} different denials were found."
    shown = report.denials if whole else report.denials[:_MOST_DENIALS]
    yield from (
        wrapped(f"{number}. {denial.summary}", "  ", "     ")
        for number, denial in enumerate(shown, 1)
        if denial.summary
    )
    if len(shown) < len(report.denials):
        yield f"  and {len(report.denials) - len(shown)} more (--verbose shows all)"


def _fix(answer: Answer, fix: Fix, whole: bool) -> Iterator[str]:
    """The smallest change that helps: its lines where it is an edit, else the new statements, and what to
    mind."""
    yield wrapped(f"Fix: {fix.title}.", "", "     ")
    if changed := _changed_lines(answer, fix):
        yield from (f"    {line}" for line in changed)
    elif fix.policy:
        statements = fix.policy["Statement"]
        only = statements[0] if isinstance(statements, list) and len(statements) == 1 else statements
        yield from (f"    {line}" for line in json.dumps(only, indent=2, ensure_ascii=False).splitlines())
    cautions = fix.cautions if whole else without_commands(fix)
    yield from (wrapped(caution, "  note ", "       ") for caution in cautions)


def _changed_lines(answer: Answer, fix: Fix) -> list[str]:
    """The lines of the pasted policy that change, with - and +; secrets stay blotted out."""
    files = answer.of_policies
    if fix.edit is None or fix.edited is None or fix.edited >= len(files):
        return []
    # The lines around the change only: an account has megabytes.
    text, (first, last) = files[fix.edited].text, fix.edit.span
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    start, end = text.rfind("\n", 0, max(0, start - 1)) + 1, text.find("\n", end + 1) if end >= 0 else -1
    before = text[start : end if end >= 0 else len(text)]
    after = apply(before, [(first - start, last - start, fix.edit.replacement)])
    old, new = (Paste.of(each).text.splitlines() for each in (before, after))
    named = [f"{files[fix.edited].name}:"] if files[fix.edited].name and len(answer.texts) > 1 else []
    return [*named, *_difference(old, new)]


def _difference(old: list[str], new: list[str]) -> Iterator[str]:
    """The lines of a change in one place, with the line before and the one behind."""
    shorter = min(len(old), len(new))
    same = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    behind = next((at for at in range(shorter - same) if old[-1 - at] != new[-1 - at]), shorter - same)
    yield from (f" {line}" for line in old[max(0, same - 1) : same])
    yield from (f"-{line}" for line in old[same : len(old) - behind])
    yield from (f"+{line}" for line in new[same : len(new) - behind])
    yield from (f" {line}" for line in old[len(old) - behind :][:1])


def _findings(answer: Answer, whole: bool) -> Iterator[str]:
    """What is to be said of the policies, where each thing stands first; beside a denial only errors, unless
    all is asked for."""
    found = [finding for _, finding in answer.findings]
    if answer.report.denials and not whole:
        found = [each for each in found if each.severity == "error"]
    for each in found if whole else _gravest(found):
        yield from _finding(each, answer.pages.get(each.code))
    if not whole and len(found) > _MOST_FINDINGS:
        yield ""
        yield f"  and {len(found) - _MOST_FINDINGS} more (--verbose shows all)"


def _gravest(found: Sequence[Finding]) -> list[Finding]:
    """As many as are shown, the gravest of them, in their order in the text."""
    kept = sorted(range(len(found)), key=lambda at: RANKS.index(found[at].severity))[:_MOST_FINDINGS]
    return [found[at] for at in sorted(kept)]


def _finding(finding: Finding, page: str | None) -> Iterator[str]:
    place = f"line {finding.line}, column {finding.column}: " if finding.line else ""
    yield ""
    yield wrapped(f"{place}{finding.severity} {finding.code}", "  ")
    yield wrapped(finding.message, "    ", "    ")
    if finding.suggestion:
        yield wrapped(f"instead: {finding.suggestion}", "    ", "    ")
    if page:
        yield f"    see: {page}"


def _rest(answer: Answer) -> Iterator[str]:
    """The values, the reasons, the whole policy, the other fixes and the commands."""
    report = answer.report
    for number, denial in enumerate(report.denials, 1):
        yield ""
        yield f"Denial {number}:" if len(report.denials) > 1 else "The message:"
        yield from _slots(denial)
        yield from (wrapped(sentence, "  why  ", "       ") for sentence in denial.why)
    for fix in (*report.fixes, *((report.together,) if report.together else ())):
        if fix.policy:
            yield ""
            yield wrapped(f"{fix.title}, as a whole policy:", "", "  ")
            yield from (
                f"    {line}" for line in json.dumps(fix.policy, indent=2, ensure_ascii=False).splitlines()
            )
        if command := fix.commands.get("aws-cli"):
            yield ""
            yield from (f"    {line}" for line in command.splitlines())


def _slots(denial: Denial) -> list[str]:
    times = [f"  {'times':<11}{denial.count}"] if denial.count > 1 else []
    return [f"  {label:<11}{value}" for name, label in LABELS if (value := getattr(denial, name))] + times
