"""Errors with policies of every notation, service and kind: the verdict, what is missing, and the first fix."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import cases
from whydenied import Guide, check

OF_VERDICT = ("policy", "statement", "missing_action", "missing_resource")


@pytest.mark.parametrize("case", cases("pairs"))
def test_pair(case: dict[str, Any], guide: Guide) -> None:
    """``_alt`` beside a value lists what is right as well; what is not stated is not judged."""
    want = case["want"]
    report = check(case["text"], guide, policies=case["policies"])
    verdict, first = report.verdict, report.fixes[0] if report.fixes else None
    assert verdict and verdict.code in {want["verdict"], *want.get("verdict_alt", ())}, verdict
    told = {name: getattr(verdict, name) for name in OF_VERDICT if name in want}
    if verdict.code == want["verdict"]:
        assert told == {name: want[name] for name in told}, verdict
    if "fix_kind" in want:
        assert first and first.kind in {want["fix_kind"], *want.get("fix_kind_alt", ())}
    if "layer" in want:
        assert first and first.layer == want["layer"]
