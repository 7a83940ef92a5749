"""Sections that a page includes by `pymdownx.snippets`: `--8<-- "grants.md"`. Markdown expands them after our
plugin has read the page, so it is done before, by the extension's own code."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

_NAME = "pymdownx.snippets"
_MARK = re.compile(r"^[ \t]*-{1,}8<-{1,}(?: |\s*$)", re.MULTILINE)
_ESCAPED = re.compile(r";-{1,}8<-{1,}")
_FENCE = re.compile(r"^[ \t]*`{3,}(?:form|sample)\b|\{:? *#", re.MULTILINE)


def expanded(text: str, extensions: Collection[str], options: Mapping[str, Any]) -> str:
    """The text with its snippets, where they bring forms, samples or sections; else the text as it is."""
    if _NAME not in extensions or not _MARK.search(text) or _ESCAPED.search(text):
        return text
    from markdown import Markdown

    reader = Markdown(extensions=[_NAME], extension_configs={_NAME: dict(options.get(_NAME) or {})})
    whole = "\n".join(reader.preprocessors["snippet"].run(text.split("\n")))
    return whole if len(_FENCE.findall(whole)) > len(_FENCE.findall(text)) else text
