"""The checker in the trimmed runtime, under Node, says word for word what it says here: page and terminal
never differ."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from mkdocs_whydenied import runtime
from tests.cases.hostile import HOSTILE
from tests.conftest import ROOT
from tests.fixtures import under
from whydenied import Guide
from whydenied.browser import answer

CASES = Path(__file__).parent.parent / "cases"


def pastes(guide: Guide) -> dict[str, str]:
    """Every case and every sample of the guide."""
    found = {
        f"{file.stem} {row['id']}": text
        for file in sorted(CASES.glob("*.jsonl"))
        for row in map(json.loads, file.read_text("utf-8").splitlines())
        if (text := paste(row))
    }
    found |= {name: case.paste for name, case in under(CASES)}
    found |= {
        f"{section.id} {n}": text for section in guide.sections for n, text in enumerate(section.samples)
    }
    return found | {f"hostile {n}": text for n, text in enumerate(HOSTILE) if len(text) < 200_000}


def paste(row: dict[str, Any]) -> str:
    """What a reader would paste: the text, or the error with the policies under it. Decisions have no
    text."""
    policies = row.get("policies") if "error" in row else None
    return "\n\n".join([row.get("text") or row.get("error") or "", *(policies or ())])


@pytest.mark.slow
def test_same_as_terminal(guide: Guide, tmp_path: Path) -> None:
    texts = pastes(guide)
    index = json.dumps(guide.to_json())
    (tmp_path / "guide.json").write_text(index, "utf-8")
    feed = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items())
    command = ["node", "tests/node/run_cases.mjs", str(runtime.FILES), str(tmp_path / "guide.json")]
    done = subprocess.run(command, input=feed, capture_output=True, text=True, check=True, cwd=ROOT)
    there = {row["id"]: row["report"] for row in map(json.loads, done.stdout.splitlines())}
    assert {name for name, text in texts.items() if there[name] != json.loads(answer(text, index))} == set()
