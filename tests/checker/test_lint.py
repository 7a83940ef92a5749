"""The linter on policies with the findings they should and should not have: tests/cases/lint_*.jsonl.

A row: text, policy_type, and of expect (codes), forbid (codes), clean (no error, no warning, but for those of tolerate), line (of an expected one),
severity and suggestion (what a finding, by its code, has there), type (of the first policy).
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import ROOT, cases
from whydenied import Guide, check

ROWS = [row for path in sorted((ROOT / "tests/cases").glob("lint_*.jsonl")) for row in cases(path.stem)]
LOUD = ("error", "warning")


@pytest.mark.parametrize("row", ROWS)
def test_findings(row: dict[str, Any]) -> None:
    report = check(row["text"], Guide.empty(), policy_type=row.get("policy_type"))
    found = [finding for policy in report.policies for finding in policy.findings]
    codes = {finding.code for finding in found}
    assert codes >= set(row.get("expect", ())), codes
    assert not codes & set(row.get("forbid", ()))
    for field in ("severity", "suggestion"):
        told = {finding.code: getattr(finding, field) for finding in found}
        assert {code: told.get(code, "nothing found") for code in row.get(field, {})} == row.get(field, {})
    loud = {finding.code for finding in found if finding.severity in LOUD} if row.get("clean") else set()
    assert not loud - set(row.get("tolerate", ()))
    if "type" in row:
        assert report.policies[0].type == row["type"]
    if "line" in row:
        assert row["line"] in {finding.line for finding in found if finding.code in row["expect"]}
