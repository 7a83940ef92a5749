"""The table of faults: what a host or a copy does wrong, what the reader is told, and whether it is got over."""

from __future__ import annotations

from tests.browser.faulty import Cell

SCRIPTS = ("worker.js", "core.js", "pyodide.js", "pyodide.asm.js", "answer.js")
STARTING = (*SCRIPTS, "answer.css", "pyodide.asm.wasm", "library.zip", "checker.bin", "guide.json")
"""What an answer to an error needs."""
FILES = (*STARTING, "rules.bin")

FAULTS: dict[str, tuple[str, str, str]] = {
    "missing": ("the file is missing (404)", "missing-file", "reload, or the owner"),
    "page": ("a web page with status 200 comes in its place", "page-instead", "reload, or the owner"),
    "truncated": ("the file is cut off", "damaged", "the owner"),
    "damaged": ("one bit of the file is wrong", "damaged", "the owner"),
    "error": ("the server answers 500", "server", "try again, or the owner"),
    "type": ("a script or style has another type", "wrong-type", "the owner"),
    "stalled": ("the file stops arriving in the middle", "stalled", "try again"),
    "slow": ("the file comes in drops", "", "by waiting as long as bytes come"),
    "once": ("the server answers 500 once", "", "by asking once more"),
    "poisoned": ("a damaged file was cached as immutable", "", "by asking once more, past the cache"),
}
"""By name: what happens, the code of the sentence, none where the answer comes, and who or what gets over it."""


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
