"""A policy whose variables are plain text, because its Version is missing or old: the Version is what it lacks.

It is told and not made as an edit: every variable of the policy counts from then on, for whoever has it. Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
"""

from __future__ import annotations

from typing import Any

from ..policies.document import Document
from ..text.regex import lazy_regex

_VARIABLE = lazy_regex(r"\$\{\w[\w.-]{0,100}:[^{}]{1,200}\}")
_NEW = "2012-10-17"
TITLE = f'Write "Version": "{_NEW}" into {{policy}}: without it the variables in it are plain text'
CAUTION = (
    "From then on every variable of the policy counts, for whoever has it: read its other statements first."
)


def renewed(document: Document) -> Any:
    """The policy with the Version that knows variables; None for one that has it, or has no variables."""
    told = document.told
    if not isinstance(told, dict) or "Statement" not in told or told.get("Version") == _NEW:
        return None
    return {**told, "Version": _NEW} if _VARIABLE.search(str(told["Statement"])) else None
