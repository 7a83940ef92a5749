"""How answers are printed; one module a format, each a function of all answers that gives one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..question import Answer
from . import as_json, junit, markdown, sarif, text

FORMATS: dict[str, Callable[[Sequence[Answer]], str]] = {
    "json": as_json.render,
    "junit": junit.render,
    "markdown": markdown.render,
    "sarif": sarif.render,
    "text": text.render,
}
