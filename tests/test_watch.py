"""A saved file chooses its tests: by its name, then the quick ones of the folders that see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.watch import plans

CHECKER = ["tests/checker", "tests/fixes"]


@pytest.mark.parametrize(
    ("saved", "runs"),
    [
        (
            "browser_checks/whydenied/rules/conditions/ambiguous_date.py",
            [["-k", "ambiguous_date", *CHECKER], CHECKER],
        ),
        ("browser_checks/whydenied/rules/conditions/_values.py", [["-k", "values", *CHECKER], CHECKER]),
        (
            "browser_checks/whydenied/evaluation/operators/__init__.py",
            [["-k", "operators", *CHECKER], CHECKER],
        ),
        (
            "browser_checks/whydenied/check.py",
            [CHECKER],
        ),  # a name that is part of a folder's would choose all of it
        ("tests/checker/test_lint.py", [["-k", "test_lint", "tests/checker"], ["tests/checker"]]),
        ("tests/cases/messages.jsonl", [["-k", "messages", *CHECKER], CHECKER]),
        ("tests/browser/test_axe.py", [["-k", "test_axe", "tests/browser"]]),
        ("docs/scp.md", [["-k", "scp", "tests/docs"], ["tests/docs"]]),
        ("tests/conftest.py", [["-k", "conftest", "tests/checker"], ["tests/checker"]]),
    ],
)
def test_what_a_save_runs(saved: str, runs: list[list[str]]) -> None:
    assert plans([Path(saved)]) == runs


def test_two_files_that_are_saved_together_run_once() -> None:
    saved = [Path("browser_checks/whydenied/rules/size/size_scp.py"), Path("tests/checker/test_rules.py")]
    assert plans(saved) == [["-k", "size_scp or test_rules", *CHECKER], CHECKER]
