"""Compiles Python sources with the very Python that will run them: reads /job/compile.json, writes one .pyc
beside each source.

Optimisation 2 is `-OO`: no docstrings, no assertions. Annotations of functions go, too, and the tables of
line numbers, a tenth of the bytes: nothing reads them in a page, and the command line tells the line where
the same paste fails. The .pyc files carry the hash of their source instead of a time, so that the same
sources always give the same bytes, and are marked as not to be checked, since the sources do not travel with
them.
"""

import ast
import importlib.util
import json
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from pathlib import Path
from types import CodeType

JOB = Path("/job")


def without_annotations(text: bytes) -> ast.Module:
    """The source's tree, its functions without annotations of parameters and results."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None
    return tree


def without_lines(code: CodeType) -> CodeType:
    """The code and all code in it without the tables that tell which line an instruction is from."""
    inner = tuple(without_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=inner)


for source, shown_as in json.loads((JOB / "compile.json").read_text(encoding="utf-8")):
    path = JOB / source
    text = path.read_bytes()
    code = compile(without_annotations(text), shown_as, "exec", dont_inherit=True, optimize=2)
    path.with_suffix(".pyc").write_bytes(
        _code_to_hash_pyc(without_lines(code), importlib.util.source_hash(text), False)
    )
