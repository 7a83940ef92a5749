"""A worked example under the box: one of the guide's own pastes and its answer, as HTML that needs no script."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from whydenied import Guide, check
from whydenied.report import Report, Span

PLACE = '<div class="whydenied-worked"></div>'
"""Where the example comes, in the HTML of a checker that stands in a page."""
_SLOTS = ("principal", "action", "resource", "effect", "policy_type")


def worked(guide: Mapping[str, Any], paste: str | None, texts: Mapping[str, str]) -> str:
    """The HTML of *paste* with its answer, for :data:`PLACE`; empty when there is no paste to explain."""
    if not paste:
        return ""
    report = check(paste, Guide.from_json(guide))
    if not report.denials or not report.fixes:
        return ""
    return "".join(_lines(paste, report, texts))


def _lines(paste: str, report: Report, texts: Mapping[str, str]) -> Iterator[str]:
    denial, fix = report.denials[0], report.fixes[0]
    yield '<div class="whydenied-worked" data-search-exclude>'
    yield f"<p>{escape(texts['worked.paste'])}</p>"
    yield f'<pre tabindex="0" role="group" aria-label="{escape(texts["worked.paste"])}">'
    yield f"{_marked(paste, denial.spans)}</pre>"
    yield f"<p>{escape(texts['worked.answer'])}</p>"
    yield f'<p lang="en"><strong>{_marked(denial.summary, denial.summary_spans)}</strong></p>'
    yield f'<p lang="en">{escape(texts["fixes"])}: {escape(fix.title)}</p>'
    if fix.policy:
        yield f'<pre tabindex="0" role="group" aria-label="{escape(texts["fixes"])}">'
        yield f"{escape(json.dumps(fix.policy, indent=2), quote=False)}</pre>"
    yield "</div>"


def _marked(text: str, spans: Mapping[str, Span]) -> str:
    """A text with the values of a denial marked, each in the colour of its slot; the first of those that
    overlap."""
    done, pieces = 0, []
    for start, end, slot in sorted((*spans[slot], slot) for slot in _SLOTS if slot in spans):
        if start >= done:
            words = escape(text[start:end], quote=False)
            pieces += [
                escape(text[done:start], quote=False),
                f'<mark class="whydenied-{slot}">{words}</mark>',
            ]
            done = end
    return "".join([*pieces, escape(text[done:], quote=False)])
