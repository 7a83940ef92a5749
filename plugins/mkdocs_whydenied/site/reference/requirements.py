"""What the package needs, from its own metadata."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import metadata

_PARTS = {
    "mkdocs": "to build a site",
    "properdocs": "to build one with ProperDocs",
    "embed": "for `whydenied embed`",
}


def table() -> str:
    """Markdown: Python for all of it, and what the extra for sites brings."""
    return "\n".join(["| needs | for |", "|---|---|", *_rows()])


def _rows() -> Iterator[str]:
    told = metadata("whydenied")
    yield f"| Python `{told['Requires-Python']}` | everything; the command line needs nothing else |"
    for requirement in told.get_all("Requires-Dist") or ():
        package, _, when = requirement.partition(";")
        for extra, purpose in _PARTS.items():
            if f"extra == '{extra}'" in when.replace('"', "'"):
                yield f"| `{package.strip()}` | {purpose} |"
