"""The checker alone: a typical message, and time per kilobyte from 1 kB to 4 MB, which must stay flat."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from mkdocs_whydenied.guide.index import folder_index
from tests.bench.table import show
from tests.conftest import ROOT
from whydenied import Guide, check

MESSAGE = (
    "An error occurred (AccessDeniedException) when calling the GetFunction operation: User: arn:aws:iam::111122223333:user/mateo is not "
    "authorized to perform: lambda:GetFunction on resource: arn:aws:lambda:eu-west-1:111122223333:function:report because no identity-based "
    "policy allows the lambda:GetFunction action"
)
TEXTS = {
    "a log": "2026-11-24T10:20:30Z INFO request 4711 handled in 12 ms by worker-3 path=/api/v1/items/4711\n",
    "User: arn:": "User: arn:",
    "{": "{",
    "backslashes": "\\",
    "spaces": " ",
}
SIZES = (1_000, 10_000, 100_000, 1_000_000, 4_000_000)


def main() -> None:
    """Measure and print."""
    guide = Guide.from_json(folder_index(ROOT / "docs"))
    typical = median(_seconds(MESSAGE, guide) for _ in range(200))
    show("A typical message in CPython", ["what", "ms"], [["one denial, whole report", f"{typical * 1e3:.2f}"]])
    rows = []
    for name, unit in TEXTS.items():
        rates = [min(_seconds(unit * (size // len(unit)), guide) for _ in range(3 if size < 1e6 else 1)) / size * 1e6 for size in SIZES]
        rows.append([name, *(f"{rate:.2f}" for rate in rates), f"{max(rates[1:]) / min(rates[1:]):.2f}x"])
    show(
        "Milliseconds a kilobyte; the last column compares 10 kB to 4 MB",
        ["text", "1 kB", "10 kB", "100 kB", "1 MB", "4 MB", "spread"],
        rows,
    )


def _seconds(text: str, guide: Guide) -> float:
    start = perf_counter()
    check(text, guide)
    return perf_counter() - start
