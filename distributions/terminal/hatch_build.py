"""What of the checker goes into the terminal's wheel: all but comments and what is said of functions and classes that
nobody imports, and but what shells and `man` read from their own folders."""

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
# What others import: its functions keep what is said of them.
PUBLIC = {"check.py", "guide.py", "report", "evaluation"}
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
        """A copy of a source without comments and docstrings of functions, each line where it was: they are a tenth of
        the wheel, which stays under a megabyte."""
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        for start, end in _docstrings(text, public=place.parts[0] in PUBLIC):
            lines[start - 1 : end] = ["\n"] * (end - start + 1)
        for token in tokenize.generate_tokens(io.StringIO("".join(lines)).readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                lines[row - 1] = lines[row - 1][:column].rstrip() + "\n"
        copy = Path(self.folder.name, place)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text("".join(lines), encoding="utf-8")
        return copy


def _docstrings(text: str, *, public: bool) -> Iterator[tuple[int, int]]:
    """The first and last line of each docstring of a function that says more than that, and of what is said of attributes;
    of a *public* module, of the private functions."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (
            node.name.startswith("_") or not public
        ):
            first, *rest = node.body
            if rest and isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.lineno, first.end_lineno or first.lineno
        elif isinstance(node, ast.ClassDef | ast.Module) and not public:
            # What is said of a class, and of attributes and constants, which Python forgets as it reads it.
            kept = 0 if isinstance(node, ast.ClassDef) and len(node.body) > 1 else 1
            for said in node.body[kept:]:
                if isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant):
                    yield said.lineno, said.end_lineno or said.lineno
