"""Every text of the tests that a reader could paste."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cases.hostile import HOSTILE
from tests.fixtures import under
from whydenied import Guide

CASES = Path(__file__).parent / "cases"


def pastes(guide: Guide) -> dict[str, str]:
    """Every case and every sample of the guide."""
    found = {
        f"{file.stem} {row.get('id') or row['name']}": text
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
