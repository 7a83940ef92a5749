"""``whydenied explain``: what a section of the guide or a rule is about."""

from __future__ import annotations

import os
from difflib import get_close_matches

from ..guide import PREFIX, Guide
from ..lint.pages import page
from ..lint.rule import Rule
from ..lint.rules import by_code


def explain(name: str, guide: Guide) -> str:
    """The section or rule called *name* in words. Raises ValueError with a sentence when there is none."""
    if rule := by_code().get(name):
        return _rule(rule)
    section = guide.by_id.get(name) or guide.find(name)
    if section is None:
        names = [*(each.id.removeprefix(PREFIX) for each in guide.sections), *by_code()]
        if os.path.exists(name):  # noqa: PTH110 - takes any text
            raise ValueError(f"{name} is a file: whydenied check {name} reads it.")
        near = get_close_matches(name.removeprefix(PREFIX), names, 1)
        sections = ", ".join(each.id.removeprefix(PREFIX) for each in guide.sections)
        hint = f"did you mean {near[0]}?" if near else f"the guide has the sections {sections}."
        raise ValueError(f"there is no section or code called {name}: {hint}")
    lines = [section.title, f"  {section.url}"]
    if section.gist:
        lines += ["", section.gist.cause, section.gist.fix]
    if section.forms:
        lines += ["", "Messages that lead here:", *(f"  - {form.text}" for form in section.forms)]
    if section.samples:
        lines += ["", "For example:", *(f"    {line}" for line in section.samples[0].splitlines())]
    return "\n".join(lines)


def _rule(rule: Rule) -> str:
    """A rule's page as plain text."""
    found = page(rule)
    lines = [f"{rule.code} ({rule.severity})", f"  {found.title}", "", found.why]
    for example in found.examples:
        lines += [
            "",
            "Found:" if example.bad else "Write instead:",
            *(f"    {line}" for line in example.text.splitlines()),
        ]
    for silence in found.silences:
        lines += [
            "",
            f"Not this: {silence.why}",
            *(f"    {line}" for line in silence.example.text.splitlines()),
        ]
    return "\n".join([*lines, "", f"Source: {found.source}"])
