"""Findings in files that were searched, one below the other as linters list them: place, severity, code,
reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...report import Finding
from ..question import Answer, File
from .wrapping import wrapped


def listing(answers: Sequence[Answer]) -> Iterator[str]:
    """The lines of every finding, in the order of the files."""
    for answer in answers:
        for file, finding in answer.findings:
            yield from _lines(file, finding, answer.pages.get(finding.code))


def _lines(file: File, finding: Finding, page: str | None) -> Iterator[str]:
    yield f"{place(file, finding)}: {finding.severity} {finding.code}"
    yield wrapped(finding.message, "    ", "    ")
    if finding.suggestion:
        yield wrapped(f"instead: {finding.suggestion}", "    ", "    ")
    if page:
        yield f"    see: {page}"
    yield ""


def place(file: File, finding: Finding) -> str:
    """``policies/orders.json:12:7``, as editors and terminals open it."""
    return ":".join(str(part) for part in (file.name or "stdin", finding.line, finding.column) if part)
