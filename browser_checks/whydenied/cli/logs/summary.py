"""The command: files in, one summary out; on several processes a file at a time."""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from ...guide import Guide
from ..parallel import ordered
from ..progress import shown
from . import printed
from .gather import Gatherer
from .groups import Summary
from .records import Reader, files, opened

FORMATS = {"text": printed.as_text, "json": printed.as_json, "markdown": printed.as_markdown}

_gatherer: Gatherer | None = None
"""Of this process: what it has read once it does not read again."""


def run(options: argparse.Namespace, guide: Guide) -> int:
    """Print the summary. Raises OSError for a file that cannot be read."""
    summary = Summary()
    for part in shown(_parts(options, guide), "files"):
        summary.merge(part)
    if summary.unread:
        print(f"whydenied: {summary.unread:,} places were no JSON and are left out.", file=sys.stderr)
    print(FORMATS[options.format](summary, guide, options.top))
    return 0


def _parts(options: argparse.Namespace, guide: Guide) -> Iterator[Summary]:
    named = options.files or ["-"]
    # Standard input is of this process alone.
    jobs = 1 if "-" in named else options.jobs
    return ordered(_of_file, files(named), jobs, _start, guide)


def _start(guide: Guide) -> None:
    global _gatherer
    _gatherer = Gatherer(guide)


def _of_file(path: Path | None) -> Summary:
    assert _gatherer
    summary = Summary()
    with opened(path) as stream:
        reader = Reader(stream)
        try:
            _gatherer.gather(reader, summary)
        except (EOFError, zlib.error):  # a packed file that breaks off; what came before it counts
            reader.unread += 1
    summary.records, summary.unread = reader.count, reader.unread
    return summary
