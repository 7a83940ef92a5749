"""The report as SARIF 2.1.0, for tools that show findings beside the code.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ... import __version__
from ...report import Span
from ..question import Answer

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
    return json.dumps(log, indent=2, ensure_ascii=False)


def _results(answer: Answer) -> Iterator[dict[str, Any]]:
    report = answer.report
    for denial in report.denials:
        message = denial.summary or report.summary
        yield _result(
            denial.section or "denied",
            "error",
            message,
            denial.spans.get("action"),
            answer.file.text,
            answer.file.name,
        )
    for policy, file in zip(report.policies, answer.of_policies, strict=True):
        for finding in policy.findings:
            level, span = _LEVELS[finding.severity], finding.span or policy.span
            yield _result(finding.code, level, finding.message, span, file.text, file.name)


def _result(
    rule: str, level: str, message: str, span: Span | None, paste: str, file: str | None
) -> dict[str, Any]:
    start, end = span or (0, 0)
    line = paste.count("\n", 0, start) + 1
    region = {
        "startLine": line,
        "startColumn": start - (paste.rfind("\n", 0, start) + 1) + 1,
        "charOffset": start,
        "charLength": end - start,
    }
    place = {"physicalLocation": {"artifactLocation": {"uri": file or "stdin"}, "region": region}}
    return {"ruleId": rule, "level": level, "message": {"text": message}, "locations": [place]}
