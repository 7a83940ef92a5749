"""``whydenied explain``: what a section of the guide is about and which messages lead to it."""

from __future__ import annotations

from difflib import get_close_matches

from ..guide import PREFIX, Guide


def explain(name: str, guide: Guide) -> str:
    """The section called *name* in words. Raises ValueError with a sentence when there is none."""
    section = guide.find(name)
    if section is None:
        names = [each.id.removeprefix(PREFIX) for each in guide.sections]
        near = get_close_matches(name.removeprefix(PREFIX), names, 1)
        hint = f"did you mean {near[0]}?" if near else f"the guide has {', '.join(names)}."
        raise ValueError(f"there is no section or code called {name}: {hint}")
    lines = [section.title, f"  {section.url}"]
    if section.forms:
        lines += ["", "Messages that lead here:", *(f"  - {form.text}" for form in section.forms)]
    if section.samples:
        lines += ["", "For example:", *(f"    {line}" for line in section.samples[0].splitlines())]
    return "\n".join(lines)
