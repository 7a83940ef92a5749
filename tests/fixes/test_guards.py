"""What a reviewer of the advice would try: no fix takes a guard away, opens a resource to everybody, goes into a policy
that does not decide, or asks for what cannot be."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.conftest import cases
from whydenied import Guide, check


@pytest.mark.parametrize("case", cases("guards"))
def test_guard(case: dict[str, Any], guide: Guide) -> None:
    """``not_`` before a word is what must not be found; what is not stated is not judged."""
    want, report = case["want"], check(case["text"], guide)
    verdict, first = report.verdict, report.fixes[0]
    assert verdict
    told = {
        "verdict": verdict.code,
        "statement": verdict.statement,
        "kind": first.kind,
        "layer": first.layer,
        "why": verdict.why,
        "title": first.title,
        "caution": " ".join(first.cautions),
        "fix": json.dumps(first.policy),
    }
    for name, wanted in want.items():
        found = told[name.removeprefix("not_")]
        if not isinstance(wanted, str) or name in ("verdict", "kind", "layer"):
            assert found == wanted, (name, verdict, first)
        else:
            assert bool(re.search(wanted, str(found))) is not name.startswith("not_"), (name, found)


def test_no_fix_of_a_case_is_for_everybody(guide: Guide) -> None:
    """A statement for all callers has a condition that holds it to one."""
    for case in (each.values[0] for each in cases("guards")):
        for fix in check(case["text"], guide).fixes:
            made = (fix.policy or {}).get("Statement", []) if fix.kind == "add" else []
            for_all = [one for one in made if one.get("Principal") in ("*", {"AWS": "*"})]
            assert all(one.get("Condition") for one in for_all), (case["id"], fix)
