"""What of the checker goes into the terminal's wheel: all but comments and what is said of what nobody imports, and
but what shells and `man` read from their own folders."""

from __future__ import annotations

import ast
import io
import tempfile
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CHECKER = Path(__file__).parents[2] / "browser_checks/whydenied"
# What others import: it keeps what is said of it, but of its private functions.
PUBLIC = {"check.py", "guide.py", "report", "evaluation"}
RULES = ("lint", "rules")
"""Whose modules' docstrings are the rules' pages, which `whydenied rule` shows."""
# In the wheel's `share`, where `whydenied completion` finds them as well.
SHARED = {"_whydenied", "whydenied.bash", "whydenied.fish", "whydenied.1"}


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the wheel is put together, and after."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name each file with its place in the wheel."""
        self.folder = tempfile.TemporaryDirectory()
        for path in sorted(CHECKER.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.name not in SHARED:
                place = path.relative_to(CHECKER)
                source = self._bare(path, place) if path.suffix == ".py" else path
                build_data["force_include"][str(source)] = f"whydenied/{place}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact: str) -> None:
        """Remove what was written on the way."""
        self.folder.cleanup()

    def _bare(self, path: Path, place: Path) -> Path:
        """A copy of a source without comments and docstrings, each line where it was: they are a seventh of the wheel,
        which stays under a megabyte."""
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        public = place.parts[0] in PUBLIC or place.name == "__init__.py"
        for start, end in _docstrings(text, public=public, page=place.parts[:2] == RULES):
            lines[start - 1 : end] = ["\n"] * (end - start + 1)
        for token in tokenize.generate_tokens(io.StringIO("".join(lines)).readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                lines[row - 1] = lines[row - 1][:column].rstrip() + "\n"
        copy = Path(self.folder.name, place)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text("".join(lines), encoding="utf-8")
        return copy


def _docstrings(text: str, *, public: bool, page: bool) -> Iterator[tuple[int, int]]:
    """The first and last line of each docstring; of a *public* module those of private functions alone, and not that
    of the module where it is a *page*."""
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        private = isinstance(node, _FUNCTIONS) and node.name.startswith("_")
        for at, each in enumerate(body):
            said = isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
            # Of what has nothing else in it, it is the body.
            if not said or len(body) == 1 or (public and not private):
                continue
            if not (page and isinstance(node, ast.Module) and at == 0):
                yield each.lineno, each.end_lineno or each.lineno


_FUNCTIONS = ast.FunctionDef, ast.AsyncFunctionDef
