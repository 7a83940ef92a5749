"""The report as it is, as JSON."""

from __future__ import annotations

import json

from ...report import Report


def render(report: Report, _paste: str, _file: str | None) -> str:
    """The report contract, indented."""
    return json.dumps(report.to_json(), indent=2, ensure_ascii=False)
