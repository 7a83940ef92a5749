"""The CloudFormation templates of the guide, through AWS's own linter; `make facts` installs it, since it is larger
than all that the tests need together."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^```(?:yaml|json)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_RESOURCE = re.compile(r"\bType\"?: \"?AWS::")


def templates(page: str) -> Iterator[tuple[int, str]]:
    """The templates of a page, each with its first line (from 1)."""
    for found in _FENCE.finditer(page):
        if _RESOURCE.search(found[1]):
            yield page.count("\n", 0, found.start()) + 2, found[1]


def faults(page: str) -> Iterator[tuple[int, str]]:
    """The lines (from 1) with what cfn-lint calls an error or a warning; its hints are matters of taste."""
    from cfnlint.api import lint_all

    for line, template in templates(page):
        for match in lint_all(template):
            if match.rule.severity in ("error", "warning"):
                yield line + match.linenumber - 1, f"{match.rule.id}: {match.message}"
