"""Policy statements, their elements in the order in which AWS's own examples have them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .fix import Statement

Condition = Mapping[str, Mapping[str, str]]


def statement(
    actions: Sequence[str],
    resource: str | Sequence[str] | None = None,
    *,
    principal: Any = None,
    condition: Condition | None = None,
) -> Statement:
    """A statement that allows *actions*; resource, principal and condition stand in it only when given."""
    built: Statement = {"Sid": sid(actions[0]), "Effect": "Allow"}
    if principal is not None:
        built["Principal"] = principal
    built["Action"] = actions[0] if len(actions) == 1 else [*actions]
    if resource is not None:
        built["Resource"] = resource if isinstance(resource, str) else [*resource]
    if condition:
        built["Condition"] = {operator: dict(keys) for operator, keys in condition.items()}
    return built


def sid(action: str) -> str:
    """``AllowLambdaInvokeFunction``: letters and digits only, as IAM asks of a Sid."""
    service, _, name = action.partition(":")
    words = re.findall(r"[A-Za-z0-9]+", f"{service}-{name}")
    return "Allow" + "".join(word[0].upper() + word[1:] for word in words)


def document(policy: dict[str, Any]) -> str:
    """The policy as JSON to read and to paste; ASCII only, so that no shell or editor changes a letter."""
    return json.dumps(policy, indent=2)


def values(element: Any) -> list[Any]:
    """An element as a list, whether it was written as one or not."""
    return [] if element is None else list(element) if isinstance(element, list) else [element]
