"""One rule's tests are found by either spelling of its code, and start without a browser or MkDocs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

COLLECT = """
import sys, pytest
pytest.main(["-q", "--collect-only", "-k", sys.argv[1], "tests/checker"])
print("loaded:", sorted({"mkdocs", "playwright"} & sys.modules.keys()))
"""


@pytest.mark.slow
@pytest.mark.parametrize("spelling", ["ambiguous-date", "ambiguous_date"], ids=["hyphen", "underscore"])
def test_one_rule(spelling: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", COLLECT, spelling], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert "test_rules.py::test_examples[ambiguous-date]" in done.stdout, done.stdout + done.stderr
    assert "unknown-action" not in done.stdout
    assert "loaded: []" in done.stdout
