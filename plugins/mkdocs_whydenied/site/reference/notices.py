"""Third-party notices, from the two files that travel with the package; the page has no copy of its own."""

from __future__ import annotations

from pathlib import Path

from ... import runtime

_CARRIED = Path(runtime.__file__).parent / "THIRD_PARTY.md"
_KNOWN = "THIRD_PARTY_NOTICES.md"


def page(project: Path) -> str:
    """Markdown without the files' headings: what a site carries, then what the checker's data is from.
    *project* holds mkdocs.yml."""
    carried = _paragraphs(_CARRIED)
    known = [text for text in _paragraphs(project / _KNOWN) if _CARRIED.name not in text]
    return "\n\n".join(["## In every site", *carried, "## In the checker's data", *known])


def _paragraphs(file: Path) -> list[str]:
    return [text for text in file.read_text("utf-8").strip().split("\n\n") if not text.startswith("# ")]
