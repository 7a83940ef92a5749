"""A wiki built by MkDocs with the plugin beside the same wiki without it: user CPU of the whole build, each
build in a process of its own.

The pages are made up: of twenty, sixteen are plain, three name sections, one has forms and samples. The
reading of pages for the guide's index is measured apart. The times are this machine's: read the ratios.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean

from mkdocs_whydenied.guide import markdown
from tests.bench.table import show

COUNTS = (100, 1_000)
RUNS = 3
SIDES = {"without": ["search"], "with whydenied": ["search", "whydenied"]}
NOUNS = [
    "queue",
    "table",
    "bucket",
    "cluster",
    "release",
    "ticket",
    "budget",
    "account",
    "region",
    "pipeline",
    "alarm",
    "backup",
    "image",
    "secret",
    "network",
    "runner",
]
VERBS = [
    "rotate",
    "restore",
    "deploy",
    "review",
    "archive",
    "restart",
    "tag",
    "move",
    "measure",
    "approve",
    "document",
    "migrate",
]


def main() -> None:
    """Measure and print."""
    for count in COUNTS:
        pages = wiki(count)
        with tempfile.TemporaryDirectory() as folder:
            for place, text in pages.items():
                Path(folder, "docs", place).parent.mkdir(parents=True, exist_ok=True)
                Path(folder, "docs", place).write_text(text, "utf-8")
            seconds = _best(Path(folder))
        base = seconds["without"]
        rows = [
            [side, f"{each:.2f}", f"{(each - base) / count * 1e3:.2f}", f"{each / base:.3f}x"]
            for side, each in seconds.items()
        ]
        show(
            f"{count} pages, Material with search, best of {RUNS}",
            ["build", "user s", "ms a page more", "of without"],
            rows,
        )
    kinds = {
        "all pages": lambda _: True,
        "pages with sections": markdown.concerns,
        "pages with forms": lambda text: "```form" in text,
    }
    show(
        "reading a page for the index",
        ["pages", "count", "mean ms", "most ms"],
        [_row(*kind, [*pages.values()]) for kind in kinds.items()],
    )


def wiki(count: int) -> dict[str, str]:
    """The pages of a wiki by their place: the same for the same *count*."""
    chance = random.Random(count)
    return {"index.md": "# Home\n\n<why-denied></why-denied>\n"} | {
        f"{NOUNS[number % len(NOUNS)]}/{number}.md": _page(number, chance) for number in range(1, count)
    }


def _page(number: int, chance: random.Random) -> str:
    kind = number % 20
    blocks = [f"# {_words(chance, 4).capitalize()}", _paragraph(chance)]
    for part in range(chance.randint(3, 7)):
        blocks += [
            f"## {_words(chance, 3).capitalize()}" + (f" {{ #part-{number}-{part} }}" if kind < 4 else "")
        ]
        blocks += [_paragraph(chance) for _ in range(chance.randint(1, 3))]
        blocks += [chance.choice((_list, _table, _code, _quote))(chance)]
        if kind == 0 and part < 2:
            noun = f"{chance.choice(NOUNS)}-{number}-{part}"
            blocks += [f"```form\nThe gatekeeper of {noun} refused {{caller}}: ask its owners\n```"]
            blocks += [f"```sample\nThe gatekeeper of {noun} refused ana: ask its owners\n```"]
            blocks += [
                (
                    f"```sample\n2026-03-01 ERROR deploy: The gatekeeper of {noun} refused build-{number}: "
                    "ask its owners\n```"
                )
            ]
    return "\n\n".join(blocks) + "\n"


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice((NOUNS, VERBS)[at % 2]) for at in range(count))


def _paragraph(chance: random.Random) -> str:
    marks = {"{}": 30, "`{}`": 2, "**{}**": 1, "[{}](https://wiki.example/{})": 1}
    words = chance.choices([*marks], [*marks.values()], k=chance.randint(20, 60))
    return " ".join(mark.format(*2 * [chance.choice(NOUNS)]) for mark in words) + "."


def _list(chance: random.Random) -> str:
    return "\n".join(f"- {_words(chance, 8)}" for _ in range(chance.randint(3, 8)))


def _table(chance: random.Random) -> str:
    return "| what | who |\n|---|---|\n" + "\n".join(
        f"| {_words(chance, 3)} | {_words(chance, 2)} |" for _ in range(chance.randint(3, 9))
    )


def _code(chance: random.Random) -> str:
    policy = {
        "Effect": "Allow",
        "Action": [f"{noun}:{verb}" for noun, verb in zip(chance.sample(NOUNS, 4), VERBS, strict=False)],
        "Resource": "*",
    }
    return f"```json\n{json.dumps(policy, indent=2)}\n```"


def _quote(chance: random.Random) -> str:
    return f"> {_words(chance, 16)}"


def _best(folder: Path) -> dict[str, float]:
    """User seconds of the best build of each side, the sides taking turns."""
    seconds: dict[str, list[float]] = {side: [] for side in SIDES}
    for run in range(RUNS):
        for side in SIDES if run % 2 else reversed(SIDES):
            seconds[side].append(_built(folder, SIDES[side]))
    return {side: min(each) for side, each in seconds.items()}


def _built(folder: Path, plugins: Sequence[str]) -> float:
    """User seconds of one build, with all that its process does."""
    settings = {
        "site_name": "Wiki",
        "theme": {"name": "material", "font": False},
        "plugins": plugins,
        "markdown_extensions": ["attr_list"],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")  # JSON is YAML
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"]
    # Compiled files are kept, as they are for everybody who installs a package.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
        "NO_MKDOCS_2_WARNING": "1"
    }
    subprocess.run(command, cwd=folder, check=True, env=environment)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def _row(name: str, wanted: Callable[[str], bool], pages: Sequence[str]) -> list[str]:
    times = [_read(text) for text in pages if wanted(text)]
    return [name, f"{len(times)}", f"{mean(times):.2f}", f"{max(times):.2f}"]


def _read(text: str) -> float:
    """Milliseconds to look at a page and, if it concerns the guide, to read it: the better of two."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        if markdown.concerns(text):
            markdown.read(text, {"forms": "", "samples": ""})
        times.append(time.perf_counter() - start)
    return min(times) * 1e3


if __name__ == "__main__":
    main()
