"""The imports of checker and plugin as their sources have them, type-only and deferred ones included."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHECKER = ROOT / "browser_checks/whydenied"
PLUGIN_FOLDER = ROOT / "plugins/mkdocs_whydenied"

# From the ground up. A room may import those before it; the package itself (the empty name) shows `check` to
# the world.
ORDER = (
    "values",
    "siblings",
    "aws",
    "report",
    "guide",
    "text",
    "evaluation",
    "policies",
    "errors",
    "call",
    "lint",
    "verdict",
    "advice",
    "check",
    "",
    "browser",
    "cli",
    "__main__",
)
PLUGIN_ORDER = ("whydenied", "runtime", "guide", "site", "config", "site/reference", "plugin", "")
"""The same of the plugin, for which the checker is one room."""


def graph(checker: Path = CHECKER) -> dict[str, set[str]]:
    """Each module, named from the package (`errors.message`), with the modules that it imports."""
    sources = {_name(path.relative_to(checker)): path for path in sorted(checker.rglob("*.py"))}
    return {name: {*_imported(name, path, sources)} - {name} for name, path in sources.items()}


def plugin_graph(plugin: Path = PLUGIN_FOLDER) -> dict[str, set[str]]:
    """The same for the plugin; a module of the checker is `whydenied` with its name there."""
    checker = [f"whydenied.{name}" for name in graph()]
    found: dict[str, set[str]] = graph(plugin)
    for name in found:
        path = plugin / Path(*name.split("."))
        source = (
            path.with_suffix(".py") if path.with_suffix(".py").is_file() and name else path / "__init__.py"
        )
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "whydenied":
                found[name] |= {
                    inner if (inner := f"{node.module}.{alias.name}") in checker else node.module
                    for alias in node.names
                }
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mkdocs_whydenied."):
                base = (node.module or "").partition(".")[2]
                found[name] |= {
                    inner if (inner := f"{base}.{alias.name}") in found else base for alias in node.names
                }
    return found


def room(module: str) -> str:
    """The room that a module is in: a folder of the package, or the module itself at its root."""
    return module.partition(".")[0]


def plugin_room(module: str) -> str:
    """The same of the plugin: the pages that are written from the code are a room of their own below
    `site`."""
    return "site/reference" if module.startswith("site.reference") else room(module)


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(name: str, path: Path, sources: Mapping[str, Path]) -> Iterator[str]:
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [
                *package[: len(package) - node.level + 1],
                *(node.module.split(".") if node.module else []),
            ]
            for alias in node.names:
                inner = ".".join(filter(None, [*base, alias.name]))
                yield inner if inner in sources else ".".join(filter(None, base))


def importers(package: str, folder: Path = PLUGIN_FOLDER) -> list[str]:
    """The files of a folder that import from a package, by whatever statement, inside functions too."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if any(name.split(".")[0] == package for name in _absolute(ast.parse(path.read_text("utf-8"))))
    )


def _absolute(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
