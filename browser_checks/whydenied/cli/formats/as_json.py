"""The report as it is, as JSON; of several questions a list of them."""

from __future__ import annotations

from collections.abc import Sequence

from ..question import Answer
from .shown import in_json


def render(answers: Sequence[Answer]) -> str:
    """The report contract, indented; several reports stand under ``reports``, each with its file."""
    if len(answers) == 1:
        return in_json(answers[0].report.to_json(), indent=2)
    listed = [{"file": answer.file.name, "report": answer.report.to_json()} for answer in answers]
    return in_json({"reports": listed}, indent=2)
