"""Beside an error without a policy: which policy would tell more, and the command that prints it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import cases
from whydenied import Guide, check

POLICY = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "lambda:Get*", "Resource": "*"}]}'
)


@pytest.mark.parametrize("case", cases("policy_to_fetch"))
def test_what_to_fetch(case: dict[str, Any], guide: Guide) -> None:
    found = check(case["text"], guide).policy_to_fetch
    assert found
    assert case["what"] in found.what
    assert case["command"] in found.commands or (case["command"] is None and not found.commands)


@pytest.mark.parametrize(
    "text", [POLICY, "hello", f"{cases('policy_to_fetch')[0].values[0]['text']}\n\n{POLICY}"]
)
def test_nothing_to_fetch(text: str, guide: Guide) -> None:
    """Where there is no error, or a policy already."""
    assert check(text, guide).policy_to_fetch is None
