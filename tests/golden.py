"""Proves that a change of shape changes no answer: every report on everything at hand, and one hash of them.

``python -m tests.golden FILE`` writes an answer a line into FILE and prints their number and hash. Run it before
and after; where the hash differs, a comparison of the two files names the answers.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_whydenied.guide.index import folder_index
from tests.conftest import ROOT
from whydenied import Guide, check
from whydenied.evaluation import BadRequest, compiled, decide
from whydenied.lint.pages import page
from whydenied.lint.rules import all_rules


class Paste(NamedTuple):
    """What is pasted, the policies beside it, and the type that the reader chose for them."""

    text: str
    policies: tuple[str, ...] = ()
    type: str | None = None


def pastes(guide: Guide) -> Iterator[Paste]:
    """The samples of the guide, the examples of the rules, and the cases of the tests."""
    yield from (Paste(sample) for section in guide.sections for sample in section.samples)
    yield from (Paste(each.policy, (), each.type) for rule in all_rules() for each in page(rule).examples)
    for row in _rows():
        text = row.get("text") or row.get("error") or row.get("policy")
        if text:
            beside = row.get("policies")
            yield Paste(
                _written(text),
                tuple(map(_written, beside)) if isinstance(beside, list) else (),
                row.get("policy_type"),
            )


def answers(guide: Guide) -> Iterator[str]:
    """A line for each paste, and for each request that the cases decide."""
    for text, policies, kind in pastes(guide):
        report = check(text, guide, policies=policies, policy_type=kind)
        yield json.dumps(report.to_json(), sort_keys=True, ensure_ascii=False)
    for row in _rows("evaluation"):
        try:
            found = decide(row["request"], compiled(row["policies"]))
            yield json.dumps([found.decision, found.deciding, list(found.why)], ensure_ascii=False)
        except (BadRequest, KeyError) as error:
            yield str(error)


def _rows(name: str = "*") -> Iterator[dict[str, Any]]:
    for path in sorted((ROOT / "tests/cases").glob(f"{name}.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if isinstance(row, dict):
                yield row


def _written(text: object) -> str:
    return text if isinstance(text, str) else json.dumps(text, indent=2)


def main(file: Path) -> None:
    """Write the answers, print their number and hash."""
    lines = [*answers(Guide.from_json(folder_index(ROOT / "docs")))]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    print(len(lines), "answers", hashlib.sha256(file.read_bytes()).hexdigest()[:16])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
