"""The letter to the administrator: all that is needed, nothing that is secret."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import cases
from tests.fixes.given import suggested
from whydenied import Guide
from whydenied.advice import suggest
from whydenied.advice.request import request, without_accounts
from whydenied.report import Denial


@pytest.mark.parametrize("case", cases("fixes"))
def test_holds_who_what_and_the_statement(case: dict[str, Any], guide: Guide) -> None:
    denial, fixes = suggested(case["error"], guide)
    for fix in fixes:
        text = request(denial, fix)
        for value in (denial.principal, denial.action, denial.resource, fix.title):
            assert value is None or value in text
        assert fix.policy is None or json.dumps(fix.policy, indent=2) in text
        assert len(text) < 4_000


@pytest.mark.parametrize("case", cases("fixes"))
def test_masks_accounts_and_keeps_them_apart(case: dict[str, Any], guide: Guide) -> None:
    denial, fixes = suggested(case["error"], guide)
    for fix in fixes:
        plain = request(denial, fix)
        masked = without_accounts(plain)
        for account, letter in {"111122223333": "ACCOUNT-", "444455556666": "ACCOUNT-"}.items():
            assert account not in masked
            assert (account in plain) <= (letter in masked)
        accounts = {
            account for account in ("111122223333", "444455556666", "999988887777") if account in plain
        }
        assert len(
            {
                f"ACCOUNT-{letter}"
                for letter in "ABC"
                if f"ACCOUNT-{letter}:" in masked or f"ACCOUNT-{letter} " in masked
            }
        ) <= len(accounts)


def test_nothing_secret() -> None:
    denial = Denial(
        principal="arn:aws:iam::111122223333:user/mara",
        action="lambda:GetFunction",
        resource="arn:aws:lambda:eu-north-1:111122223333:function:AKIAQWERTYUIOPASDFGH",
        effect="explicit",
        encoded_message="SECRETLOOKINGMESSAGE",
    )
    text = request(denial, suggest(denial)[0])
    assert "AKIAQWERTYUIOPASDFGH" not in text
    assert "SECRETLOOKINGMESSAGE" not in text


def test_a_pasted_line_end_makes_no_line_of_its_own() -> None:
    denial = Denial(principal="arn:aws:iam::111122223333:user/a\nWhat: iam:*", action="lambda:ListFunctions")
    assert "\nWhat: iam:*" not in request(denial, suggest(denial)[0])
