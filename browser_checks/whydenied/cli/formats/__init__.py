"""How a report is printed; one module a format, each a function of report, paste and file name."""

from __future__ import annotations

from collections.abc import Callable

from ...report import Report
from . import as_json, markdown, sarif, text

FORMATS: dict[str, Callable[[Report, str, str | None], str]] = {
    "json": as_json.render,
    "markdown": markdown.render,
    "sarif": sarif.render,
    "text": text.render,
}
