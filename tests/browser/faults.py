"""The cells of the table of faults: which fault of which file."""

from __future__ import annotations

from mkdocs_whydenied.site.reference.faults import FAULTS
from tests.browser.faulty import Cell

SCRIPTS = ("worker.js", "pyodide.js", "pyodide.asm.js", "answer.js")
STARTING = (*SCRIPTS, "answer.css", "pyodide.asm.wasm", "library.zip", "checker.bin", "guide.json")
"""What an answer to an error needs."""
FILES = (*STARTING, "rules.bin")


def cells() -> dict[str, tuple[Cell, str]]:
    """Every cell of the table over http but those that wait, by its name, with the code of its sentence; what
    is got over is tried on all files at once."""
    made: dict[str, tuple[Cell, str]] = {}
    for fault, (_, code, _) in FAULTS.items():
        if fault == "stalled":
            continue
        if not code:
            made[fault] = (Cell(fault, frozenset(FILES)), "")
            continue
        files = (*SCRIPTS, "answer.css") if fault == "type" else FILES
        # A classic script runs whatever its type is, but the checker does not count on it.
        made |= {f"{fault}-{file}": (Cell(fault, frozenset({file})), code) for file in files}
    made["type-of-data"] = (Cell("type", frozenset(FILES) - {*SCRIPTS, "answer.css"}), "")
    return made
