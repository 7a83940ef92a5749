"""The reader's own names, which a section is filled in with: those that a message tells for certain, and no
others."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import cases
from whydenied import Guide, check


@pytest.mark.parametrize("case", cases("own_names"))
def test_names(case: dict[str, Any], guide: Guide) -> None:
    assert check(case["text"], guide).denials[0].names == case["names"]


@pytest.mark.parametrize("case", cases("messages"))
def test_every_name_stands_in_the_paste(case: dict[str, Any], guide: Guide) -> None:
    whole = "".join(case["text"].split())
    for denial in check(case["text"], guide).denials:
        values = f"{denial.principal} {denial.resource}"
        assert all(name in whole or name in values for name in denial.names.values())
