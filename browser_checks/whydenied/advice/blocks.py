"""Further ``statement`` blocks of an aws_iam_policy_document of Terraform.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..evaluation.request import texts
from ..policies.nodes import UNKNOWN
from ..text.regex import lazy_regex
from .syntaxes.terraform import string

_HEAD = lazy_regex(r"([ \t]*)statement[ \t]*\Z")


def written(chars: str, start: int, made: list[dict[str, Any]]) -> str | None:
    """Blocks to put behind the one whose brace opens at *start*; None where it is made by a ``dynamic`` block, or
    a value is one that only Terraform knows."""
    head = _HEAD.search(chars[chars.rfind("\n", 0, start) + 1 : start])
    if head is None or UNKNOWN in json.dumps(made, ensure_ascii=False):
        return None
    return "".join(f"\n\n{head[1]}statement {{\n{_body(one, head[1])}{head[1]}}}" for one in made)


_ORDER = ("Sid", "Action", "Resource", "Principal", "Condition")
"""The elements as blocks of Terraform have them; Allow is the effect where none is said."""


def _body(one: dict[str, Any], indent: str) -> str:
    lines = [line for name in _ORDER if name in one for line in _element(name, one[name])]
    return "".join(f"{indent}  {line}\n" if line else "\n" for line in lines)


def _element(name: str, value: Any) -> Iterator[str]:
    if name == "Sid":
        yield f"sid       = {string(value)}"
    elif name in ("Action", "Resource"):
        yield f"{name.lower() + 's':<9} = {_list(value)}"
    elif name == "Principal":
        for kind, named in value.items():
            yield from (
                "",
                "principals {",
                f"  type        = {string(kind)}",
                f"  identifiers = {_list(named)}",
                "}",
            )
    elif name == "Condition":
        for operator, keys in value.items():
            for key, values in keys.items():
                yield from ("", "condition {", f"  test     = {string(operator)}", f"  variable = {string(key)}",
                            f"  values   = {_list(values)}", "}")  # fmt: skip


def _list(value: Any) -> str:
    return f"[{', '.join(map(string, texts(value)))}]"
