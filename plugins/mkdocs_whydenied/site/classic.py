"""Joins ES modules into one classic script: a page from `file://` can start a worker from memory only as a
classic one."""

from __future__ import annotations

import re
from collections.abc import Mapping

START = """"use strict";
// Pyodide refuses classic workers, which it tells by importScripts: here it fails, as it does in a module worker.
self.importScripts = () => { throw new TypeError("this worker behaves as a module worker"); };
"""

DEFAULT = re.compile(r"\bexport\s+default\s+([\w$]+)\s*;?")
LIST = re.compile(r"\bexport\s*\{([^}]*)\}\s*;?")
FUNCTION = re.compile(r"^export\s+((?:async\s+)?function\s+([\w$]+))", re.MULTILINE)
LEFT = re.compile(r"^\s*(?:export|import)\b(?!\s*\()|\bimport\.meta\b", re.MULTILINE)


class NotJoinable(Exception):
    """A module uses syntax that this joiner does not know: another version of Pyodide, say."""


def worker_source(loading: str, modules: Mapping[str, str], core: str, glue: str) -> str:
    """One classic script: *loading*, which all use, Pyodide's two *modules*, the shared *core* of the worker,
    and the *glue* that uses them by name."""
    named = [
        ("pyodideModule", modules["pyodide.js"]),
        ("pythonModule", modules["pyodide.asm.js"]),
        ("coreModule", core),
    ]
    return START + loading + "".join(as_function(name, source) for name, source in named) + glue


def as_function(name: str, source: str) -> str:
    """A module as a function's body, its exports as properties of the constant *name*. Raises NotJoinable."""
    functions = [found[2] for found in FUNCTION.finditer(source)]
    source = FUNCTION.sub(r"\1", source)
    source = DEFAULT.sub(r"exported.default = \1;", source)
    source = LIST.sub(lambda found: "".join(map(assignment, found[1].split(","))), source)
    source = source.replace("import.meta.url", "self.location.href")
    if left := LEFT.search(source):
        raise NotJoinable(f"{name}: cannot join {source[left.start() : left.start() + 60]!r}")
    last = "".join(assignment(function) for function in functions)
    return f"const {name} = (() => {{ const exported = {{}};\n{source}\n{last} return exported; }})();\n"


def assignment(item: str) -> str:
    """`a as b` -> `exported.b = a;`"""
    inside, _, outside = item.strip().partition(" as ")
    return f"exported.{outside.strip() or inside} = {inside};"
