"""The report as SARIF 2.1.0, for tools that show findings beside the code.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ... import __version__
from ...report import Span
from ..question import Answer, File
from .shown import in_json, visible

_LEVELS = {"error": "error", "warning": "warning", "security": "warning", "suggestion": "note"}


def render(answers: Sequence[Answer]) -> str:
    """One run, a result for every denial and every finding, each in the file that holds it."""
    results = [result for answer in answers for result in _results(answer)]
    driver = {
        "name": "whydenied",
        "version": __version__,
        "rules": [{"id": rule} for rule in sorted({r["ruleId"] for r in results})],
    }
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return in_json(log, indent=2)


def _results(answer: Answer) -> Iterator[dict[str, Any]]:
    report = answer.report
    for denial in report.denials:
        message = denial.summary or report.summary
        yield _result(
            denial.section or "denied",
            "error",
            message,
            denial.spans.get("action"),
            answer.file,
        )
    for policy, file in zip(report.policies, answer.of_policies, strict=True):
        for finding in policy.findings:
            level, span = _LEVELS[finding.severity], finding.span or policy.span
            yield _result(finding.code, level, finding.message, span, file)


def _result(rule: str, level: str, message: str, span: Span | None, file: File) -> dict[str, Any]:
    start, end = span or (0, 0)
    first, last = _place(file, start), _place(file, end)
    region = {
        "startLine": first[0],
        "startColumn": first[1],
        "endLine": last[0],
        "endColumn": last[1],
        "charOffset": first[2],
        "charLength": last[2] - first[2],
    }
    place = {"physicalLocation": {"artifactLocation": {"uri": _uri(file.name)}, "region": region}}
    return {"ruleId": rule, "level": level, "message": {"text": visible(message)}, "locations": [place]}


def _place(file: File, offset: int) -> tuple[int, int, int]:
    """Line, column and offset in the file itself, whose line ends may be two characters long; a mark of the
    encoding does not count."""
    text = file.text
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    further = 0
    if file.raw is not None:
        # As many line ends of two characters as line ends of the text before the place.
        ends = file.raw.replace("\r\n", "\x00").replace("\r", "\n")
        further = ends[:offset].count("\x00")
    return file.lines + line + 1, column, file.chars + offset + further


def _uri(name: str | None) -> str:
    """A file's name as a URI: relative as it was given, absolute with its scheme."""
    if name is None:
        return "stdin"
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix().encode("utf-8", "surrogateescape"))
