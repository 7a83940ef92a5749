"""The docstrings of attributes: the string that stands under each in the source."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from itertools import pairwise


def of_class(cls: type) -> str:
    """The docstring of a class on one line, as Markdown."""
    return _one_line(cls.__doc__ or "")


def of_attributes(cls: type) -> Mapping[str, str]:
    """Attribute -> its docstring on one line, as Markdown, for those that have one."""
    (definition,) = ast.parse(inspect.getsource(cls)).body
    found = {}
    for above, below in pairwise(definition.body if isinstance(definition, ast.ClassDef) else ()):
        text = (
            below.value.value
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            else None
        )
        targets = (
            [above.target]
            if isinstance(above, ast.AnnAssign)
            else above.targets
            if isinstance(above, ast.Assign)
            else []
        )
        if isinstance(text, str):
            found.update({target.id: _one_line(text) for target in targets if isinstance(target, ast.Name)})
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("``", "`")
