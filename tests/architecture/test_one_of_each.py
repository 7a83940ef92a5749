"""What is known in one place is not worked out again in another."""

import re

from tests.conftest import ROOT

CHECKER = ROOT / "browser_checks/whydenied"


def test_one_place_knows_how_an_arn_is_cut() -> None:
    cuts = re.compile(r"split\(\":\", ?\d\)")
    found = [
        str(path.relative_to(CHECKER))
        for path in CHECKER.rglob("*.py")
        if cuts.search(path.read_text("utf-8"))
    ]
    assert found == ["aws/arn.py"]
