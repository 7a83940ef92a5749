"""The linter beside parliament on the same policies: time a policy, import, and peak memory, each side in a process of its own.

The policies are those of the rules' pages and of AWS's grammar, made different by their names. parliament makes about a quarter of the checks.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.table import show
from tests.conftest import ROOT
from whydenied.policies.pages import page
from whydenied.rules import all_rules

COUNT = 1_000
# Reads the policies' file, imports its side, and prints import seconds, the median and the sum of the seconds a policy, and peak kilobytes.
RUN = """
import json, resource, sys, time
from statistics import median
policies = json.load(open(sys.argv[1], encoding="utf-8"))
start = time.perf_counter()
{load}
loaded = time.perf_counter() - start
for text in policies[:20]:
    {once}
times = []
for text in policies:
    start = time.perf_counter()
    {once}
    times.append(time.perf_counter() - start)
print(json.dumps([loaded, median(times), sum(times), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""
SIDES = {
    "whydenied": ("from whydenied import Guide, check; guide = Guide.empty()", "check(text, guide)"),
    "parliament": ("from parliament import analyze_policy_string", "analyze_policy_string(text)"),
}


def main() -> None:
    """Measure and print."""
    policies = _policies()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "policies.json")
        file.write_text(json.dumps(policies), "utf-8")
        results = {name: _measured(file, *parts) for name, parts in SIDES.items()}
    peer = results.get("parliament")
    rows = [_row(name, result, peer) for name, result in results.items()]
    show(f"{len(policies)} policies, whole report", ["side", "import ms", "median ms", "of parliament", "all s", "peak MB"], rows)


def _policies() -> list[str]:
    """The policies of the rules' pages that parse, again and again under other names until there are enough."""
    parsed = []
    for rule in all_rules():
        for example in page(rule).examples:
            try:
                json.loads(example.policy)
            except ValueError:
                continue
            parsed.append(example.policy)
    return [parsed[at % len(parsed)].replace("111122223333", f"{111122220000 + at}") for at in range(COUNT)]


def _measured(file: Path, load: str, once: str) -> list[float] | None:
    """The figures of one side; None when it is not installed."""
    guarded = f"try:\n        {once}\n    except Exception:\n        pass" if "parliament" in load else once
    script = RUN.format(load=load, once=guarded)
    done = subprocess.run([sys.executable, "-c", script, str(file)], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1])
        return None
    figures: Any = json.loads(done.stdout.splitlines()[-1])
    return list(figures)


def _row(name: str, figures: list[float] | None, peer: list[float] | None) -> list[str]:
    if figures is None:
        return [name, "not installed: pip install -e '.[bench]'", "", "", "", ""]
    loaded, middle, total, peak = figures
    ratio = f"{middle / peer[1]:.2f}x" if peer else ""
    return [name, f"{loaded * 1e3:.0f}", f"{middle * 1e3:.2f}", ratio, f"{total:.2f}", f"{peak / 1024:.0f}"]


if __name__ == "__main__":
    main()
