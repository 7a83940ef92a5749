"""The page's own core.js under Node, on any module of Python's: `answers` asks it texts."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_whydenied import runtime
from mkdocs_whydenied.guide.index import folder_index
from tests.conftest import ROOT

OPTIONS = json.dumps({"types": [], "context": {}, "chosen": None, "page": "./"})
"""What a page's first question says beside the text."""


@dataclass(frozen=True, slots=True)
class Python:
    """A module of Python's, with the JavaScript that goes with it and the cold half if it is cut."""

    wasm: bytes
    glue: bytes
    cold: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """The reports by the names of the texts, up to one that could not be answered; and what the page saw, see
    page.mjs."""

    reports: dict[str, str]
    seen: dict[str, Any]


def answers(
    python: Python,
    texts: Mapping[str, str],
    folder: Path,
    *,
    join: str = "called",
    seed: int | None = 0,
    count: bool = False,
) -> Answers:
    """What the page's worker answers to *texts*, one after the other, under a hash *seed* of Python's or, as in
    the page, a random one; *folder* is for files on the way. Raises RuntimeError when it cannot start."""
    folder.mkdir(parents=True, exist_ok=True)
    cold = folder / "cold.wasm"
    (folder / "python.wasm").write_bytes(python.wasm)
    (folder / "glue.mjs").write_bytes(python.glue)
    cold.write_bytes(python.cold or b"")
    (folder / "guide.json").write_text(json.dumps(folder_index(ROOT / "docs")), "utf-8")
    lines = (json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items())
    (folder / "texts.jsonl").write_text("".join(lines), "utf-8")
    job = {
        "files": str(runtime.FILES),
        "assets": str(ROOT / "plugins/mkdocs_whydenied/assets"),
        "wasm": str(folder / "python.wasm"),
        "glue": str(folder / "glue.mjs"),
        "cold": str(cold),
        "join": join,
        "guide": str(folder / "guide.json"),
        "texts": str(folder / "texts.jsonl"),
        "out": str(folder / "out.jsonl"),
        "env": {} if seed is None else {"PYTHONHASHSEED": str(seed)},
        "options": OPTIONS,
        "count": count,
    }
    (folder / "job.json").write_text(json.dumps(job), "utf-8")
    command = ["node", str(ROOT / "tests/runtime/page.mjs"), str(folder / "job.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    *rows, last = map(json.loads, (folder / "out.jsonl").read_text("utf-8").splitlines())
    return Answers({row["id"]: row["report"] for row in rows}, last["seen"])
