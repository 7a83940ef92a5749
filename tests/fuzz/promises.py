"""What holds of every text at all."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

from mkdocs_whydenied.guide import markdown
from mkdocs_whydenied.guide.dialect import page as dialect
from mkdocs_whydenied.guide.index import folder_index
from mkdocs_whydenied.site.texts import texts
from tests.conftest import ROOT
from whydenied import Guide, check
from whydenied.cli.formats import FORMATS
from whydenied.cli.question import Answer, File

SLOWEST = 6.0
"""Seconds of CPU for an answer to 100 kB; without the instruments it is a sixth of that."""
LEAST = 1.0
"""Seconds that a short text may take under the instruments."""
_WORDS = texts("en")


@cache
def guide() -> Guide:
    """The guide as docs/ has it now."""
    return Guide.from_json(folder_index(ROOT / "docs"))


def hold(text: str) -> None:
    """Check a text, print its answer in every format, read it as a page of a guide; AssertionError, or whatever
    they raise, where a promise is broken."""
    start = time.process_time()
    report = check(text, guide())
    took = time.process_time() - start
    assert took < LEAST + SLOWEST * len(text) / 100_000, f"{took:.2f} s for {len(text):,} characters"
    whole = report.to_json()
    for begin, end in spans(whole):
        assert 0 <= begin <= end <= len(text), (begin, end)
    said = json.dumps(whole, ensure_ascii=False)
    for secret in report.secrets:
        value = text[slice(*secret.span)]
        assert len(value) < 16 or value not in said, "a secret is in the report"
    for render in FORMATS.values():
        render([Answer(report, File(text, "paste"))])
    markdown.read(text, _WORDS)
    dialect.read(text, lambda _: None, lambda _: None, _WORDS, "")


def spans(data: Any) -> Iterator[tuple[int, int]]:
    """Every place in the paste that a report names."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "span" and value:
                yield value[0], value[1]
            elif key == "spans":
                yield from ((each[0], each[1]) for each in value.values())
            elif key == "statements" and isinstance(value, list | tuple):
                yield from ((each[0], each[1]) for each in value)
            else:
                yield from spans(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from spans(value)
