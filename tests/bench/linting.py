"""The linter beside parliament on the same policies: time a policy, import, and peak memory, each side in a
process of its own.

*Small* are the policies of the rules' pages, of one statement mostly. *Ordinary* are of the size that people
write: five such statements together. parliament makes about a quarter of the checks. The times are this
machine's: read the ratios.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.table import show
from tests.conftest import ROOT
from whydenied.lint.pages import page
from whydenied.lint.rules import all_rules

COUNT = 1_000
# Reads the policies' file, imports its side, and prints import seconds, the median and the sum of the seconds
# a policy, and peak kilobytes.
RUN = """
import json, re, sys, time
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
# getrusage would tell the peak of the process that started this one as well.
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
print(json.dumps([loaded, median(times), sum(times), peak]))
"""
SIDES = {
    "whydenied": ("from whydenied import Guide, check; guide = Guide.empty()", "check(text, guide)"),
    "parliament": ("from parliament import analyze_policy_string", "analyze_policy_string(text)"),
}


def main() -> None:
    """Measure and print."""
    small = _policies()
    for name, policies in (("small", small), ("ordinary", _together(small))):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "policies.json")
            file.write_text(json.dumps(policies), "utf-8")
            results = {side: _measured(file, *parts) for side, parts in SIDES.items()}
        rows = [_row(side, result, results["parliament"]) for side, result in results.items()]
        heads = ["side", "import ms", "median ms", "of parliament", "all s", "of parliament", "peak MB"]
        show(f"{len(policies)} {name} policies, whole report", heads, rows)


def _together(policies: list[str]) -> list[str]:
    """As many policies, each with the statements of five of them that name no principal."""
    statements = [statement for text in policies for statement in _statements(text)]
    groups = (statements[at * 5 % len(statements) :][:5] for at in range(COUNT))
    return [json.dumps({"Version": "2012-10-17", "Statement": group}, indent=2) for group in groups]


def _statements(text: str) -> list[Any]:
    found = json.loads(text).get("Statement") if text.lstrip().startswith("{") else None
    found = found if isinstance(found, list) else [found]
    return [
        each
        for each in found
        if isinstance(each, dict)
        and {"Effect", "Action", "Resource"} <= set(each)
        and "Principal" not in each
    ]


def _policies() -> list[str]:
    """The policies of the rules' pages that parse and are short, again and again under other names until
    there are enough."""
    parsed = []
    for rule in all_rules():
        for example in page(rule).examples:
            try:
                json.loads(example.policy)
            except ValueError:
                continue
            if len(example.policy) < 4_000:
                parsed.append(example.policy)
    return [parsed[at % len(parsed)].replace("111122223333", f"{111122220000 + at}") for at in range(COUNT)]


def _measured(file: Path, load: str, once: str) -> list[float] | None:
    """The figures of one side; None when it is not installed."""
    guarded = f"try:\n        {once}\n    except Exception:\n        pass" if "parliament" in load else once
    script = RUN.format(load=load, once=guarded)
    # Compiled files are kept, as they are for everybody who installs a package; the first run makes them.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", script, str(file)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=environment)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1])
        return None
    figures: Any = json.loads(done.stdout.splitlines()[-1])
    return list(figures)


def _row(name: str, figures: list[float] | None, peer: list[float] | None) -> list[str]:
    if figures is None:
        return [name, "not installed: pip install -e '.[bench]'", "", "", "", "", ""]
    loaded, middle, total, peak = figures
    ratios = [f"{middle / peer[1]:.2f}x", f"{total / peer[2]:.2f}x"] if peer else ["", ""]
    return [
        name,
        f"{loaded * 1e3:.0f}",
        f"{middle * 1e3:.2f}",
        ratios[0],
        f"{total:.2f}",
        ratios[1],
        f"{peak / 1024:.0f}",
    ]


if __name__ == "__main__":
    main()
