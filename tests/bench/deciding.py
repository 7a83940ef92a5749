"""One decision beside PMapper's local evaluator on the same policies in one run, and many decisions, which
must cost the same each.

PMapper is not installed here: where ``principalmapper`` can be imported (it needs botocore), the table has
its column.
"""

from __future__ import annotations

import collections
import collections.abc
import json
from collections.abc import Callable
from statistics import median
from timeit import repeat
from typing import Any

from tests.bench.table import show
from tests.conftest import ROOT
from whydenied.evaluation import compiled, decide

Case = dict[str, Any]
TURNS = 500
COUNTS = (1_000, 10_000, 100_000)
GROUPS = {
    "actions and resources": lambda case: (
        not _has(case, "Condition") and "${" not in json.dumps(case["policies"])
    ),
    "conditions": lambda case: _has(case, "Condition"),
    "variables": lambda case: "${" in json.dumps(case["policies"]),
}


def main() -> None:
    """Measure and print."""
    cases = [
        json.loads(line) for line in (ROOT / "tests/cases/evaluation.jsonl").read_text("utf-8").splitlines()
    ]
    peer = _peer()
    comparable = [case for case in cases if _is_comparable(case, peer)]
    rows = [_row(name, [case for case in comparable if fits(case)], peer) for name, fits in GROUPS.items()]
    rows.append(_row("all of these", comparable, peer))
    rows.append(_row("every case, all kinds of policies", cases, None))
    title = "One decision in microseconds, policies compiled" + (
        "" if peer else "; PMapper cannot be imported here, so it has no figures"
    )
    show(title, ["cases", "number", "ours", "PMapper", "ratio"], rows)
    show(
        "Many decisions against one set of policies",
        ["decisions", "seconds", "microseconds each"],
        [_many(cases, count) for count in COUNTS],
    )


def _row(name: str, cases: list[Case], peer: Callable[[Case], Callable[[], Any]] | None) -> list[str]:
    ours = median(_microseconds(_ours(case)) for case in cases)
    theirs = median(_microseconds(peer(case)) for case in cases) if peer else None
    return [
        name,
        str(len(cases)),
        f"{ours:.1f}",
        f"{theirs:.1f}" if theirs else "-",
        f"{ours / theirs:.2f}x" if theirs else "-",
    ]


def _ours(case: Case) -> Callable[[], Any]:
    policies = compiled(case["policies"])
    return lambda: decide(case["request"], policies)


def _peer() -> Callable[[Case], Callable[[], Any]] | None:
    """PMapper's evaluation of a case's identity policies, or None where it is not installed."""
    for name in (
        "Mapping",
        "MutableMapping",
    ):  # its last release names them where Python before 3.10 had them
        if not hasattr(collections, name):
            setattr(collections, name, getattr(collections.abc, name))
    try:
        from principalmapper.common import Node, Policy
        from principalmapper.querying.query_interface import local_check_authorization
    except ImportError:
        return None

    def prepare(case: Case) -> Callable[[], Any]:
        request = case["request"]
        attached = [
            Policy(f"arn:aws:iam::aws:policy/{n}", str(n), document)
            for n, document in enumerate(case["policies"]["identity"])
        ]
        node = Node(
            request["principal"], "AIDAEXAMPLE", attached, [], None, None, 0, False, False, None, False, None
        )
        return lambda: local_check_authorization(
            node, request["action"], request["resource"], request["context"]
        )

    return prepare


def _is_comparable(case: Case, peer: Callable[[Case], Callable[[], Any]] | None) -> bool:
    """Whether PMapper can be asked: identity policies of a user alone, of a form that it can read."""
    principal = case["request"]["principal"]
    if list(case["policies"]) != ["identity"] or not isinstance(principal, str) or ":user/" not in principal:
        return False
    try:
        return peer is None or peer(case)() in (True, False)
    except Exception:
        return False


def _has(case: Case, element: str) -> bool:
    return f'"{element}"' in json.dumps(case["policies"])


def _microseconds(call: Callable[[], Any]) -> float:
    return min(repeat(call, number=TURNS, repeat=3)) / TURNS * 1e6


def _many(cases: list[Case], count: int) -> list[str]:
    """Calls of all cases, in turn, against the policies of one that has every limit."""
    full = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    identity = [document for case in cases for document in case["policies"].get("identity", [])][:40]
    policies = compiled({"identity": identity, "boundary": full, "scp": [[full], [full]]})
    asked = [case["request"] for case in cases]

    def run() -> None:
        for turn in range(count):
            decide(asked[turn % len(asked)], policies)

    seconds = min(repeat(run, number=1, repeat=1 if count > 10_000 else 3))
    return [f"{count:,}", f"{seconds:.2f}", f"{seconds / count * 1e6:.1f}"]


if __name__ == "__main__":
    main()
