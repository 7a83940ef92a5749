"""The report as SARIF 2.1.0, for tools that show findings beside the code.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ... import __version__
from ...report import Edit, Finding, Span
from ..question import Answer, File
from .shown import in_json, visible

_LEVELS = {"error": "error", "warning": "warning", "security": "warning", "suggestion": "note"}


def render(answers: Sequence[Answer]) -> str:
    """One run, a result for every denial and every finding, each in the file that holds it."""
    results = [result for answer in answers for result in _results(answer)]
    names = sorted({result["ruleId"] for result in results})
    pages = {code: page for answer in answers for code, page in answer.pages.items()}
    for result in results:
        result["ruleIndex"] = names.index(result["ruleId"])
    driver = {
        "name": "whydenied",
        "version": __version__,
        "rules": [_rule(name, pages) for name in names],
    }
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return in_json(log, indent=2)


def _rule(name: str, pages: Mapping[str, str]) -> dict[str, Any]:
    """What a viewer shows of a rule: the title and reason of its page, and the house's own page on it."""
    from ...lint.pages import page
    from ...lint.rules import by_code

    told: dict[str, Any] = {"id": name}
    if rule := by_code().get(name):
        try:
            found = page(rule)
        except ValueError:  # without docstrings
            return told
        told["shortDescription"] = {"text": found.title}
        told["help"] = {"text": found.why or found.title}
        if rule.severity == "security":
            told["properties"] = {"tags": ["security"]}
        if address := pages.get(name):
            told["helpUri"] = address
        elif found.source.startswith("https://"):
            told["helpUri"] = found.source.split()[0]
    return told


def _results(answer: Answer) -> Iterator[dict[str, Any]]:
    report = answer.report
    for denial in report.denials:
        message = denial.summary or report.summary
        yield _result(denial.section or "denied", "error", message, denial.spans.get("action"), answer.file)
    for policy, file in zip(report.policies, answer.of_policies, strict=True):
        for finding in policy.findings:
            result = _result(
                finding.code, _LEVELS[finding.severity], finding.message, finding.span or policy.span, file
            )
            if finding.edit:
                result["fixes"] = [_fix(finding, finding.edit, file)]
            yield result


def _result(rule: str, level: str, message: str, span: Span | None, file: File) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": _uri(file.name)}, "region": _region(file, *(span or (0, 0)))}
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": visible(message)},
        "locations": [{"physicalLocation": place}],
    }


def _region(file: File, start: int, end: int) -> dict[str, int]:
    first, last = _spot(file, start), _spot(file, end)
    return {
        "startLine": first[0],
        "startColumn": first[1],
        "endLine": last[0],
        "endColumn": last[1],
        "charOffset": first[2],
        "charLength": last[2] - first[2],
    }


def _spot(file: File, offset: int) -> tuple[int, int, int]:
    """Line, column and offset in the file itself, whose line ends may be two characters long; a mark of the
    encoding does not count."""
    text = file.text
    further = 0
    if file.raw is not None:
        # As many line ends of two characters as line ends of the text before the place.
        ends = file.raw.replace("\r\n", "\x00").replace("\r", "\n")
        further = ends[:offset].count("\x00")
    return (
        file.lines + text.count("\n", 0, offset) + 1,
        offset - text.rfind("\n", 0, offset),
        file.chars + offset + further,
    )


def _fix(finding: Finding, edit: Edit, file: File) -> dict[str, Any]:
    replacement = {
        "deletedRegion": _region(file, *edit.span),
        "insertedContent": {"text": edit.replacement},
    }
    change = {"artifactLocation": {"uri": _uri(file.name)}, "replacements": [replacement]}
    return {
        "description": {"text": visible(finding.suggestion or finding.message)},
        "artifactChanges": [change],
    }


def _uri(name: str | None) -> str:
    """The address of a file: below the folder of the call relative to it, as code scanning wants it."""
    if name is None:
        return "stdin"
    path = Path(name).resolve()
    try:
        return quote(path.relative_to(Path.cwd()).as_posix().encode("utf-8", "surrogateescape"))
    except ValueError:
        return path.as_uri()
