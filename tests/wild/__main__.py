"""Lint what packages ship and write the findings by rule into ``findings.md``, whose diff shows what the change of a
rule does: ``python -m tests.wild``.

``python -m tests.wild CODE`` prints the findings of one rule instead, each with its file, line and sentence.
"""

from __future__ import annotations

import ast
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.wild.download import packages, provide
from whydenied import Guide, check
from whydenied.cli.files import ENDINGS, SIGNS
from whydenied.cli.question import RANKS
from whydenied.report import Finding
from whydenied.report.words import Severity

FINDINGS = Path(__file__).parent / "findings.md"
# Beside what the command reads of a folder, templates of engines and plain JavaScript.
_ENDINGS = (*ENDINGS, ".template", ".j2", ".ejs", ".js")
_LARGEST = 1_000_000
MANAGED = "AWS managed policies"


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of the files that may hold policies; of a bundle and of declarations nobody wrote a line."""
    for path in sorted(folder.rglob("*")):
        if not path.name.endswith(_ENDINGS) or path.name.endswith((".d.ts", ".min.js")) or not path.is_file():
            continue
        if path.stat().st_size <= _LARGEST and path.name != "aws_managed_policies.py":
            text = path.read_text("utf-8", "replace")
            if SIGNS.search(text):
                yield str(path.relative_to(folder)), text


def managed(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of AWS's own managed policies, which moto ships as JSON in a string."""
    for path in folder.glob("moto/iam/aws_managed_policies.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and '"Document"' in node.value:
                for name, policy in json.loads(node.value).items():
                    yield name, json.dumps(policy["Document"], indent=2)


def found(text: str) -> tuple[int, list[Finding]]:
    """The number of policies in a text, and what the rules say of them."""
    report = check(text, Guide.empty())
    return len(report.policies), [finding for policy in report.policies for finding in policy.findings]


def main(wanted: str | None) -> None:
    """Lint everything; write the table, or print the findings of one rule."""
    by_rule: dict[tuple[Severity, str], Counter[str]] = defaultdict(Counter)
    read: dict[str, list[int]] = {}
    for package in packages():
        folder = provide(package)
        for source, texts in ((package.name, files(folder)), (MANAGED, managed(folder))):
            for name, text in texts:
                policies, findings = found(text)
                row = read.setdefault(source, [0, 0])
                row[0], row[1] = row[0] + 1, row[1] + policies
                for finding in findings:
                    by_rule[finding.severity, finding.code][source] += 1
                    if finding.code == wanted:
                        print(f"{source}: {name}:{finding.line}: {finding.severity}: {finding.message}")
    if wanted is None:
        FINDINGS.write_text(_page(by_rule, read), "utf-8")
        print(f"whydenied: {FINDINGS.relative_to(Path.cwd())} is written; git diff shows what changed")


def _table(heads: list[str], rows: list[list[str]]) -> str:
    """A table without padding, so that a row changes only with its own figures."""
    return "".join(f"| {' | '.join(row)} |\n" for row in (heads, ["---"] * len(heads), *rows))


def _page(by_rule: dict[tuple[Severity, str], Counter[str]], read: dict[str, list[int]]) -> str:
    order = sorted(by_rule, key=lambda key: (RANKS.index(key[0]), key[1]))
    rules = [
        [
            severity,
            code,
            f"{counts.total():,}",
            ", ".join(f"{name} {n:,}" for name, n in sorted(counts.items())),
        ]
        for severity, code in order
        if (counts := by_rule[severity, code])
    ]
    sources = [[name, f"{count:,}", f"{policies:,}"] for name, (count, policies) in read.items()]
    return (
        "# What the linter says in the wild\n\n`make wild` writes this page: the findings in the packages of "
        "[packages.txt](packages.txt) by rule, and where they are; [judged.md](judged.md) says how many are good.\n\n"
        + _table(["severity", "rule", "findings", "where"], rules)
        + "\n## What was read\n\n"
        + _table(["package", "files", "policies"], sources)
    )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
