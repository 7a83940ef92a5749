"""The linter on policies with the findings they should and should not have: tests/cases/lint/<what rules are
about>/<code>.md.

A case as tests/fixtures.py reads it: one fence, labelled with the policy's type where that is known; the
codes that are found in a line are marked there. Its facts:

    - found: a, b              in any line
    - not found: a, b
    - sound                    neither error nor warning
    - sound but for: a, b      neither error nor warning but these
    - severity of a: warning
    - suggestion of a: text    or none
    - type: scp                that the first policy is taken for
"""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.fixtures import Case, parameters, under
from whydenied import Guide, check

CASES = under(ROOT / "tests/cases/lint")
FACTS = "found|not found|sound|sound but for|type|(severity|suggestion) of [a-z0-9-]+"


@pytest.mark.parametrize("case", parameters(ROOT / "tests/cases/lint", FACTS))
def test_findings(case: Case) -> None:
    (paste,) = case.texts
    report = check(paste.text, Guide.empty(), policy_type=paste.label or None)
    found = [finding for policy in report.policies for finding in policy.findings]
    codes = {finding.code for finding in found}
    assert {(finding.line, finding.code) for finding in found} >= paste.marks
    assert codes >= case.listed("found")
    assert not codes & case.listed("not found")
    if case.facts.keys() & {"sound", "sound but for"}:
        assert {finding.code for finding in found if finding.severity in ("error", "warning")} <= case.listed(
            "sound but for"
        )
    for field, _, code in (fact.partition(" of ") for fact in case.facts):
        if code:
            assert {getattr(finding, field) or "none" for finding in found if finding.code == code} == {
                case.facts[f"{field} of {code}"]
            }
    if "type" in case.facts:
        assert report.policies[0].type == case.facts["type"]


def test_every_case_expects_something() -> None:
    assert [name for name, case in CASES if not case.facts and not case.texts[0].marks] == []


def test_what_is_not_to_be_found_is_found_elsewhere() -> None:
    """A code with a slip is never found."""
    found = {
        code for _, case in CASES for code in case.listed("found") | {code for _, code in case.texts[0].marks}
    }
    assert {
        code for _, case in CASES for code in case.listed("not found") | case.listed("sound but for")
    } - found == set()
