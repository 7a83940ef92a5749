"""The imports of the checker as its sources have them, type-only and deferred ones included."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

CHECKER = Path(__file__).parents[2] / "browser_checks/whydenied"


def graph(checker: Path = CHECKER) -> dict[str, set[str]]:
    """Each module, named from the package (`errors.message`), with the modules that it imports."""
    sources = {_name(path.relative_to(checker)): path for path in sorted(checker.rglob("*.py"))}
    return {name: {*_imported(name, path, sources)} - {name} for name, path in sources.items()}


def room(module: str) -> str:
    """The room that a module is in: a folder of the package, or the module itself at its root."""
    return module.partition(".")[0]


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(name: str, path: Path, sources: Mapping[str, Path]) -> Iterator[str]:
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*package[: len(package) - node.level + 1], *(node.module.split(".") if node.module else [])]
            for alias in node.names:
                inner = ".".join(filter(None, [*base, alias.name]))
                yield inner if inner in sources else ".".join(filter(None, base))
