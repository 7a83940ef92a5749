"""The checker alone: a typical message, and time per kilobyte from 1 kB to 4 MB, which must stay flat."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

from mkdocs_whydenied.guide.index import folder_index
from tests.bench.table import show
from tests.conftest import ROOT
from whydenied import Guide, check

MESSAGE = (
    "An error occurred (AccessDeniedException) when calling the GetFunction operation: "
    "User: arn:aws:iam::111122223333:user/mateo is not "
    "authorized to perform: lambda:GetFunction on resource: "
    "arn:aws:lambda:eu-west-1:111122223333:function:report because no identity-based "
    "policy allows the lambda:GetFunction action"
)
TEXTS = {
    "a log": "2026-11-24T10:20:30Z INFO request 4711 handled in 12 ms by worker-3 path=/api/v1/items/4711\n",
    "User: arn:": "User: arn:",
    "{": "{",
    "backslashes": "\\",
    "spaces": " ",
    "statements": '"Statement":',
    "quotes in JSON": '\\"',
    "[": "[",
    "entities": "&amp;",
    "|": "|",
    "secret names": "aws_secret_access_key=",
}
SIZES = (1_000, 10_000, 100_000, 1_000_000, 4_000_000)
# Nothing but refusals: every line costs a whole denial, so smaller sizes show whether neighbours are looked
# for in vain.
DENSE = {
    "one form": lambda _: "Unable to locate credentials\n",
    "a form with a slot": lambda n: f"Policy arn:x:{n} does not exist or is not attachable\n",
    "client errors": lambda _: "An error occurred (AccessDenied) when calling the GetObject operation: x\n",
    "one message": lambda _: f"{MESSAGE}\n",
    "distinct messages": lambda n: MESSAGE.replace("report", f"report{n}") + "\n",
}
DENSE_SIZES = (10_000, 100_000, 1_000_000)


def main() -> None:
    """Measure and print."""
    guide = Guide.from_json(folder_index(ROOT / "docs"))
    typical = median(_seconds(MESSAGE, guide) for _ in range(200))
    show(
        "A typical message in CPython", ["what", "ms"], [["one denial, whole report", f"{typical * 1e3:.2f}"]]
    )
    plain = [
        _row(name, [unit * (size // len(unit)) for size in SIZES], guide) for name, unit in TEXTS.items()
    ]
    show(
        "Milliseconds a kilobyte; the last column compares all but the first",
        ["text", "1 kB", "10 kB", "100 kB", "1 MB", "4 MB", "spread"],
        plain,
    )
    dense = [
        _row(name, ["", *(_filled(line, size) for size in DENSE_SIZES)], guide)
        for name, line in DENSE.items()
    ]
    show(
        "The same where every line is a refusal",
        ["text", "10 kB", "100 kB", "1 MB", "spread"],
        [[row[0], *row[2:]] for row in dense],
    )


def _row(name: str, texts: list[str], guide: Guide) -> list[str]:
    """Milliseconds a kilobyte of each text, and the spread of all but the first, which is too short to say
    much."""
    rates = [
        min(_seconds(text, guide) for _ in range(3 if len(text) < 1e6 else 1)) / max(len(text), 1) * 1e6
        for text in texts
    ]
    return [name, *(f"{rate:.2f}" for rate in rates), f"{max(rates[1:]) / min(rates[1:]):.2f}x"]


def _filled(line: Callable[[int], str], size: int) -> str:
    """Lines until the size is reached."""
    return "".join(line(n) for n in range(size // len(line(0))))


def _seconds(text: str, guide: Guide) -> float:
    start = perf_counter()
    check(text, guide)
    return perf_counter() - start
